"""Every sentence that a handläggare reads, in Swedish and English, by key.

Readers and checks pass a `Says` (key and arguments); reporters render it. Arguments are numbers, ids, field names and
dates, never words of a record.
"""

from __future__ import annotations

from typing import NamedTuple

from sosfs_lint.wording_pages import PAGES


class Says(NamedTuple):
    """A sentence that is not yet put into a language."""

    key: str
    args: tuple[tuple[str, object], ...] = ()


def say(key: str, **args: object) -> Says:
    """A sentence from the table below; a key that is not there is a programming error and raises KeyError."""
    if key not in WORDS:
        raise KeyError(key)
    return Says(key, tuple(args.items()))


def render(says: Says | str, lang: str) -> str:
    """The sentence in `lang` ("sv" or "en"); a plain string (a rule's own message) is returned as it is."""
    if isinstance(says, str):
        return says
    return WORDS[says.key][0 if lang == "sv" else 1].format(**{name: _shown(value, lang) for name, value in says.args})


def _shown(value: object, lang: str) -> str:
    return render(value, lang) if isinstance(value, Says) else str(value)


WORDS: dict[str, tuple[str, str]] = {
    # the report
    "level-error": ("Saknas (ska)", "Missing (shall)"),
    "level-warning": ("Saknas (bör)", "Missing (should)"),
    "level-question": ("Fråga", "Question"),
    "level-late-error": ("Sent (ska)", "Late (shall)"),
    "level-late-warning": ("Sent (bör)", "Late (should)"),
    "remaining": ("Kvar", "Remaining"),
    "met": ("Uppfyllt", "Met"),
    "unclear": ("Oklart: {message}", "Unclear: {message}"),
    "akt-head": ("Akt {akt}  {place}  {posts} poster", "Record {akt}  {place}  {posts} posts"),
    "nothing-found": ("Inget att anmärka på bland det som kontrollerats.", "Nothing found in what was checked."),
    "more-lines": ("... och {count} till; visa alla med --all.", "... and {count} more; show all with --all."),
    "more-findings": ("... och {count} till: {levels}; visa alla med --all.", "... and {count} more: {levels}; show all with --all."),
    "left-error": ("{count} saknas (ska)", "{count} missing (shall)"),
    "left-warning": ("{count} saknas (bör)", "{count} missing (should)"),
    "left-question": ("{count} frågor", "{count} questions"),
    "near": ("närmast: {what}", "nearest: {what}"),
    "looked-in-one": ("sökt i 1 post {first}", "looked in 1 post {first}"),
    "looked-in-one-undated": ("sökt i 1 post utan dag", "looked in 1 post without a day"),
    "looked-in-day": ("sökt i {posts} poster {first}", "looked in {posts} posts {first}"),
    "looked-in-undated": ("sökt i {posts} poster", "looked in {posts} posts"),
    "looked-in": ("sökt i {posts} poster {first}–{last}", "looked in {posts} posts {first}–{last}"),
    "about-person": ("gäller {who}", "about {who}"),
    "until": ("senast {day}", "by {day}"),
    "page": ("sida {page}", "page {page}"),
    "line": ("rad {line}:{column}", "line {line}:{column}"),
    "not-checked": ("Inte kontrollerat", "Not checked"),
    "times": ("{count} svar", "{count} answers"),
    "for-a-person": ("För en person att bedöma: {rules}", "For a person to judge: {rules}"),
    "failed": ("Regel som gick sönder", "Rule that broke down"),
    "remarks": ("Anmärkningar på exporten", "Remarks on the export"),
    "unreadable": ("Kunde inte läsas", "Could not be read"),
    "sum-akter": (
        "Akter: {akter_in} in = {akter} kontrollerade + {unreadable} oläsliga. Filer som hoppats över: {skipped}.",
        "Records: {akter_in} in = {akter} checked + {unreadable} unreadable. Files skipped: {skipped}.",
    ),
    "sum-answers": (
        "Svar: {checked} = {met} uppfyllda + {error} saknas (ska) + {warning} saknas (bör) + {question} frågor.",
        "Answers: {checked} = {met} met + {error} missing (shall) + {warning} missing (should) + {question} questions.",
    ),
    "sum-rest": (
        "Därtill: {remaining} kvar, {not_applicable} gäller inte, {not_checked} inte kontrollerade, {for_a_person} för en person, {failed} regelfel.",
        "Besides: {remaining} remaining, {not_applicable} not applicable, {not_checked} not checked, {for_a_person} for a person, {failed} failed.",
    ),
    # what people have decided of findings
    "avsteg": ("Avsteg (beslutade av en person)", "Avsteg (decided by a person)"),
    "avsteg-line": (
        "{state}: {what}{meets}  {reason}  ({by} {on}, till och med {until}; {where})",
        "{state}: {what}{meets}  {reason}  ({by} {on}, until {until}; {where})",
    ),
    "avsteg-why": ("{reason} ({by} {on}, till och med {until})", "{reason} ({by} {on}, until {until})"),
    "avsteg-lapsed": ("Avsteg, {state}: {why}", "Decision, {state}: {why}"),
    "avsteg-lapsed-short": ("avsteg, {state}", "decision, {state}"),
    "avsteg-used": ("gäller", "in force"),
    "avsteg-reopened": (
        "åter öppet, posten är ändrad eller något annat som fyndet gäller",
        "open again, the post has changed or something else that the finding is about",
    ),
    "avsteg-replaced": ("ersatt av ett senare beslut", "replaced by a later decision"),
    "avsteg-rekeyed": (
        "åter öppet, nyckeln är en annan än vid beslutet så ingen kan se om posten är ändrad",
        "open again, the key is another than when it was decided, so nobody can tell whether the post has changed",
    ),
    "avsteg-unclear": (
        "räknas inte, flera fynd kan vara det som beslutet gäller",
        "does not count, several findings may be the one that it is about",
    ),
    "avsteg-unchecked": ("inte kontrollerat i körningen", "not checked in this run"),
    "avsteg-widened": ("ett nytt fynd som inte fanns vid beslutet räknas", "a new finding that was not there when it was decided counts"),
    "avsteg-expired": ("har gått ut och räknas inte", "has expired and does not count"),
    "avsteg-unmatched": ("träffar inget fynd", "matches no finding"),
    "avsteg-outside": ("träffar inget, akten är inte med i körningen", "matches nothing, the record is not in the run"),
    "avsteg-sum": ("Avsteg: {avsteg} fynd räknas inte ovan.", "Avsteg: {avsteg} findings are not counted above."),
    "baseline-sum": (
        "Baslinje: {known} kända fynd visas inte, {mended} finns inte kvar.",
        "Baseline: {known} known findings are not shown, {mended} are gone.",
    ),
    "baseline-unlooked": (
        "Baslinje: {unlooked} fynd gick inte att pröva i körningen.",
        "Baseline: {unlooked} findings could not be looked for in this run.",
    ),
    "baseline-untold": (
        "Baslinjens {name} kan vara flera av fynden; de visas som nya. Skriv baslinjen på nytt.",
        "The baseline's {name} may be several of the findings; they are shown as new. Write the baseline anew.",
    ),
    "decisions-not-for-akt": (
        "Aktens id har redan förekommit: baslinjen gäller inte här, och avsteg bara där posten är densamma.",
        "The record's id has been met before: the baseline does not hold here, and decisions only where the post is the same.",
    ),
    "avsteg-no-file": (
        "Avstegsfilen som konfigurationen nämner finns inte; inga avsteg gäller (sosfs-lint avsteg add gör den).",
        "The file of decisions that the configuration names is not there; none is in force (sosfs-lint avsteg add makes it).",
    ),
    "avsteg-no-key": (
        "Avsteget har ingen nyckel: en ändrad post kan inte öppna det igen (sosfs-lint avsteg add gör en nyckel).",
        "The decision has no key: a changed post cannot reopen it (sosfs-lint avsteg add makes a key).",
    ),
    "avsteg-not-written": (
        "Avstegsfilen kan inte skrivas: postens innehåll är inte låst till avsteget.",
        "The file of decisions cannot be written: the content of the post is not tied to the decision.",
    ),
    "unit-unmatched": (
        "Enheten {unit} i konfigurationen finns inte i någon akt i körningen.",
        "The unit {unit} in the configuration is in no record of the run.",
    ),
    "unit-unmatched-close": (
        "Enheten {unit} i konfigurationen finns inte i någon akt i körningen; menades {close}?",
        "The unit {unit} in the configuration is in no record of the run; was {close} meant?",
    ),
    "packs": ("Regelpaket: {packs}.", "Rule packs: {packs}."),
    "not-yet-rules": (
        "{count} krav har ingen regel ännu och är inte kontrollerade (sosfs-lint rules --coverage).",
        "{count} requirements have no rule yet and are not checked (sosfs-lint rules --coverage).",
    ),
    "redacted": (
        "Id eller sökvägar som liknar personnummer är ersatta med löpnummer; fingeravtryck med dem håller inte mellan exporter.",
        "Ids or paths that look like a personnummer are replaced by numbers in order; fingerprints with them do not hold between exports.",
    ),
    "redacted-keyed": (
        "Id eller sökvägar som liknar personnummer är ersatta med pseudonymer gjorda med nyckelfilen; de är desamma i nästa körning med samma nyckel.",
        "Ids or paths that look like a personnummer are replaced by pseudonyms made with the key file; they are the same in the next run with that key.",
    ),
    "disclaimer": (
        "Rapporten säger vad som har kontrollerats, inte att akten är rätt.",
        "The report says what was checked, not that the record is correct.",
    ),
    "timeline-head": ("Akt {akt}  {path}  bedömd {day}", "Record {akt}  {path}  judged {day}"),
    "timeline-matter": ("Ärende {arende}", "Matter {arende}"),
    "timeline-line": ("rad {line}", "line {line}"),
    "timeline-day": ("Dag", "Day"),
    "timeline-what": ("Vad", "What"),
    "timeline-lagrum": ("Lagrum", "Legal ground"),
    "timeline-state": ("Läge", "State"),
    "timeline-since": (" från {day}", " from {day}"),
    "timeline-done": (", gjort {day}", ", done {day}"),
    "state-moment": ("", ""),
    "state-met": ("i tid", "in time"),
    "state-late": ("sent", "late"),
    "state-question": ("fråga", "question"),
    "state-remaining": ("löper", "running"),
    "progress": ("kontrollerat {akter} akter ...", "checked {akter} records ..."),
    # what could not be read
    "doctype": (
        "Filen innehåller en DOCTYPE och läses inte; exportera utan dokumenttypsdefinition.",
        "The file holds a DOCTYPE and is not read; export it without a document type definition.",
    ),
    "empty": ("Filen är tom; exportera på nytt.", "The file is empty; export it again."),
    "not-an-export": (
        "Filen är ingen export som går att läsa (inget av formaten {formats} känner igen den).",
        "The file is no export that can be read (none of the formats {formats} recognises it).",
    ),
    "no-record": (
        "Filen är välformad men innehåller ingen personakt; kontrollera urvalet i exporten.",
        "The file is well-formed but holds no personakt; check the selection of the export.",
    ),
    "broken-xml": (
        "XML-filen är trasig vid rad {line}, kolumn {column}; exportera på nytt.",
        "The XML is broken at line {line}, column {column}; export it again.",
    ),
    "cut-off": (
        "Filen är avkapad vid rad {line}; exportera på nytt.",
        "The file is cut off at line {line}; export it again.",
    ),
    "wrong-byte": (
        "Byten 0x{byte} vid rad {line}, kolumn {column} är inte {encoding}; ange rätt teckenkodning i XML-deklarationen eller med --encoding, som cp1252.",
        "The byte 0x{byte} at line {line}, column {column} is not {encoding}; declare the right encoding or give it with --encoding, as cp1252.",
    ),
    "control-character": (
        "Styrtecknet U+{code} vid rad {line}, kolumn {column} är inte tillåtet i XML; exportera på nytt utan styrtecken.",
        "The control character U+{code} at line {line}, column {column} is not allowed in XML; export again without it.",
    ),
    "unknown-encoding": (
        "Teckenkodningen som filen anger är okänd; exportera som UTF-8.",
        "The encoding that the file declares is unknown; export it as UTF-8.",
    ),
    "undefined-entity": (
        "En odefinierad entitet används vid rad {line}, kolumn {column}; exportera på nytt.",
        "An undefined entity is used at line {line}, column {column}; export it again.",
    ),
    "text-too-long": (
        "Ett textfält är längre än {limit} miljoner tecken; akten läses inte.",
        "A text field is longer than {limit} million characters; the record is not read.",
    ),
    "akt-too-large": (
        "Akten är större än {limit} miljoner tecken och läses inte; dela exporten.",
        "The record is larger than {limit} million characters and is not read; split the export.",
    ),
    "too-many-elements": (
        "Akten har fler än {limit} element och läses inte; dela exporten.",
        "The record has more than {limit} elements and is not read; split the export.",
    ),
    "io": ("Filen går inte att öppna: {reason}.", "The file cannot be opened: {reason}."),
    "io-missing": ("den finns inte", "it is not there"),
    "io-denied": ("behörighet saknas", "permission denied"),
    "io-folder": ("det är en mapp", "it is a folder"),
    "io-name": ("namnet är för långt", "its name is too long"),
    # faults of form
    "unknown-namespace": (
        "Exporten har inte namnrymden urn:sosfs-lint:aktexport:1; den läses ändå.",
        "The export does not have the namespace urn:sosfs-lint:aktexport:1; it is read all the same.",
    ),
    "unknown-element": (
        "Under {parent} står ett element som schemat inte känner; dess innehåll är inte kontrollerat.",
        "Under {parent} stands an element that the schema does not know; its content is not checked.",
    ),
    "xinclude": (
        "XInclude följs inte; det som skulle hämtas är inte kontrollerat.",
        "XInclude is not followed; what it would bring is not checked.",
    ),
    "unknown-attribute": (
        "{element} har ett attribut som schemat inte känner.",
        "{element} has an attribute that the schema does not know.",
    ),
    "missing-attribute": ("{element} saknar attributet {attribute}.", "{element} lacks the attribute {attribute}."),
    "missing-element": ("{element} saknar elementet {child}.", "{element} lacks the element {child}."),
    "too-many": (
        "{element} har fler än {limit} {child}; de överflödiga är inte kontrollerade.",
        "{element} has more than {limit} {child}; the surplus is not checked.",
    ),
    "wrong-order": ("{child} står på fel plats i {element}.", "{child} stands in the wrong place in {element}."),
    "stray-text": (
        "{element} har text där schemat inte tillåter det; den är inte kontrollerad.",
        "{element} has text where the schema allows none; it is not checked.",
    ),
    "wrong-value": ("{field} har ett värde som schemat inte tillåter.", "{field} has a value that the schema does not allow."),
    "wrong-tid": (
        "{field} är inte skrivet som ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM-DDThh:mm.",
        "{field} is not written as YYYY-MM-DD or YYYY-MM-DDThh:mm.",
    ),
    "impossible-tid": ("{field} är en dag eller ett klockslag som inte finns.", "{field} is a day or a clock time that does not exist."),
    "unknown-year": (
        "{field} har ett årtal utanför 1900-2100 och räknas som okänt.",
        "{field} has a year outside 1900-2100 and counts as unknown.",
    ),
    "late-header": (
        "{element} står efter den första personakten och är inte inläst; flytta det före.",
        "{element} stands after the first personakt and is not read; move it before.",
    ),
    "too-deep": (
        "Element är nästlade djupare än {limit} nivåer; det som ligger djupare är inte kontrollerat.",
        "Elements are nested deeper than {limit} levels; what lies deeper is not checked.",
    ),
    "duplicate-id": ("Id:t {id} används av flera poster i akten.", "The id {id} is used by several posts in the record."),
    "duplicate-akt": ("Aktens id förekommer mer än en gång i körningen.", "The record's id occurs more than once in the run."),
    "entered-before-event": (
        "Anteckningen är förd före den dag som den säger att det hände; kontrollera dagarna.",
        "The note was entered before the day on which it says that it happened; check the days.",
    ),
    "after-export": (
        "Posten har en dag som är senare än exportens egen; kontrollera dagarna.",
        "The post has a day that is later than the export's own; check the days.",
    ),
    "taken-back": (
        "Journalen säger att posten hör hemma i en annan akt; den prövas inte. Makulera den i systemet om det stämmer.",
        "The journal says that the post belongs in another record; it is not judged. Strike it in the system if that is so.",
    ),
    "taken-back-unclear": (
        "Anteckningen säger att en annan anteckning hör hemma i en annan akt, men inte så att det syns vilken; alla prövas.",
        "The note says that another note belongs in another record, but not so that one can see which; all are judged.",
    ),
    "dangling": ("{field} pekar på {id} som inte finns i exporten.", "{field} points to {id}, which is not in the export."),
    "unknown-field": ("export/falt nämner ett fält som schemat inte har.", "export/falt names a field that the schema does not have."),
    "unreadable-text": (
        "En text i formatet {format} går inte att läsa och är inte kontrollerad.",
        "A text of the format {format} cannot be read and is not checked.",
    ),
    "skipped-file": ("Filen är ingen export som går att läsa och är överhoppad.", "The file is no export that can be read and is skipped."),
    "not-a-personakt": (
        "Arkivobjektet säger inte att det är en personakt; det läses, men inget om barn eller beslut påstås.",
        "The archival object does not say that it is a personakt; it is read, but nothing about a child or a decision is claimed.",
    ),
    "matter-struck": (
        "Ärendet anges som makulerat, utan att någon post i det är det; posterna läses som gällande.",
        "The matter is said to be struck, but no post in it is; the posts are read as valid.",
    ),
    "viva-not-read": (
        "Läsaren känner inte den här delen av Vivas export; dess innehåll är inte kontrollerat.",
        "The reader does not know this part of Viva's export; its content is not checked.",
    ),
    "viva-as-text": (
        "Läsaren har inget fält för den här delen av Vivas export; den läses som text i sin post.",
        "The reader has no field for this part of Viva's export; it is read as text of its post.",
    ),
    "only-files": (
        "Exporten är en förteckning över filer; det som står i filerna är inte kontrollerat.",
        "The export is a list of files; what stands in the files is not checked.",
    ),
    # lists
    "columns-unread": (
        "{count} kolumner har rubriker som inte känns igen och är inte lästa; namnge dem under [columns] i en källprofil.",
        "{count} columns have headings that are not known and are not read; name them under [columns] in a source profile.",
    ),
    "date-unclear": (
        "En kolumn heter bara datum eller tid; vad den betyder är okänt, och dröjsmål är inte kontrollerade. Säg det under [columns] i en källprofil.",
        "A column is called only date or time; what it means is unknown, and delays are not checked. Say it under [columns] in a source profile.",
    ),
    "list-tid": (
        '{field} är inte skrivet som ÅÅÅÅ-MM-DD; ange datumets form under [lists] i en källprofil, som "%d/%m %Y".',
        '{field} is not written as YYYY-MM-DD; give the form of the date under [lists] in a source profile, as "%d/%m %Y".',
    ),
    "excel-serial": (
        "{field} står som ett löpnummer för dagar och är läst som Excel räknar dem.",
        "{field} stands as a serial number of days and is read as Excel counts them.",
    ),
    "excel-number": (
        "Ett personnummer är avrundat av Excel till en tiopotens; raderna kan inte föras till någon person. Exportera på nytt med personnummer som text.",
        "A personal number has been rounded to a power of ten by Excel; its rows belong to nobody. Export again with personal numbers as text.",
    ),
    "no-number": (
        "Kolumnen för personnummer innehåller något annat; akten får ett löpnummer, som inte håller mellan exporter.",
        "The column for the personal number holds something else; the record gets a number in order, which does not hold between exports.",
    ),
    "client-no-number": (
        "Listan har namn men inga personnummer; akten får ett löpnummer, som inte håller mellan exporter.",
        "The list has names and no personal numbers; the record gets a number in order, which does not hold between exports.",
    ),
    "matter-no-id": (
        "Kolumnen för ärende innehåller ord; akten får ett löpnummer, som inte håller mellan exporter.",
        "The column for the matter holds words; the record gets a number in order, which does not hold between exports.",
    ),
    "leading-zero": (
        "Ett personnummer har nio siffror; Excel har troligen tagit bort den inledande nollan.",
        "A personal number has nine digits; Excel has probably dropped its leading zero.",
    ),
    "no-century": (
        "Ett personnummer saknar århundrade; åldern kan räknas fel.",
        "A personal number lacks its century; the age may come out wrong.",
    ),
    "rows-without-person": (
        "{count} rader saknar personnummer och kan inte föras till någon akt.",
        "{count} rows have no personal number and belong to no record.",
    ),
    "row-too-wide": (
        "Raden har fler celler än rubrikraden; det överskjutande är inte kontrollerat.",
        "The row has more cells than the row of headings; the surplus is not checked.",
    ),
    "cut-cell": (
        "Cellen är exakt så lång som Excel klarar och är sannolikt avkortad; det som saknas i den är inte kontrollerat.",
        "The cell is exactly as long as Excel allows and is probably cut off; what is missing in it is not checked.",
    ),
    "formula": (
        "Cellen är en formel; det senast beräknade värdet är läst.",
        "The cell is a formula; its last calculated value is read.",
    ),
    "no-rows": (
        "Listan har rubriker men inga rader; kontrollera urvalet i exporten.",
        "The list has headings but no rows; check the selection of the export.",
    ),
    "no-headings": (
        "Listan har inga rubriker som känns igen; namnge kolumnerna under [columns] i en källprofil.",
        "The list has no headings that are known; name its columns under [columns] in a source profile.",
    ),
    "unclosed-quote": (
        "Ett citattecken vid rad {line}, kolumn {column} avslutas aldrig; det som följer är inte läst.",
        "A quotation mark at line {line}, column {column} is never closed; what follows is not read.",
    ),
    "list-too-long": (
        "Listan är längre än {limit} miljoner tecken och läses inte; dela exporten.",
        "The list is longer than {limit} million characters and is not read; split the export.",
    ),
    "sheets-unread": (
        "{count} blad har inga rubriker som känns igen och är inte lästa.",
        "{count} sheets have no headings that are known and are not read.",
    ),
    "broken-workbook": (
        "Arbetsboken är trasig och läses inte; spara den på nytt från Excel.",
        "The workbook is broken and is not read; save it again from Excel.",
    ),
    # JSON
    "broken-json": (
        "JSON-filen är trasig vid rad {line}, kolumn {column}; exportera på nytt.",
        "The JSON is broken at line {line}, column {column}; export it again.",
    ),
    "json-control": (
        "Styrtecknet U+{code} vid rad {line}, kolumn {column} är inte tillåtet i JSON; exportera på nytt utan styrtecken.",
        "The control character U+{code} at line {line}, column {column} is not allowed in JSON; export again without it.",
    ),
    "json-too-deep": (
        "JSON-filen är nästlad djupare än {limit} nivåer och läses inte.",
        "The JSON is nested deeper than {limit} levels and is not read.",
    ),
    "lost-version": (
        "En äldre version av en anteckning saknar den version som ersatte den; den läses som gällande.",
        "An older version of a note lacks the version that replaced it; it is read as valid.",
    ),
    "deleted-post": (
        "Posten är borttagen i systemet men medföljer; den räknas som makulerad, utan uppgift om vem och när.",
        "The post is deleted in the system but comes along; it counts as struck, without who and when.",
    ),
    # packages
    "broken-zip": ("Zip-filen är trasig eller avkapad; exportera på nytt.", "The zip file is broken or cut off; export it again."),
    "zip-members": (
        "Zip-filen har fler än {limit} filer och läses inte; dela leveransen.",
        "The zip file holds more than {limit} files and is not read; split the delivery.",
    ),
    "zip-too-large": (
        "Zip-filen blir större än {limit} miljoner byte uppackad och läses inte; dela leveransen.",
        "The zip file unpacks to more than {limit} million bytes and is not read; split the delivery.",
    ),
    "zip-same-name": (
        "Flera filer i zip-filen har samma namn; den här är numrerad och läses för sig.",
        "Several files in the zip file have the same name; this one is numbered and read by itself.",
    ),
    "member-too-large": (
        "En fil i zip-filen är större än {limit} miljoner byte och läses inte.",
        "A file in the zip file is larger than {limit} million bytes and is not read.",
    ),
    "zip-bomb": (
        "En fil i zip-filen sväller orimligt när den packas upp och läses inte.",
        "A file in the zip file swells beyond reason when it is unpacked and is not read.",
    ),
    "encrypted": (
        "Zip-filen är krypterad; packa upp den och ange mappen.",
        "The zip file is encrypted; unpack it and name the folder.",
    ),
    "outside-package": (
        "En sökväg pekar ut ur paketet och följs inte.",
        "A path points outside the package and is not followed.",
    ),
    "nested-zip": (
        "En zip-fil i zip-filen läses inte; packa upp den och ange den för sig.",
        "A zip file inside the zip file is not read; unpack it and name it by itself.",
    ),
    "no-record-in-folder": (
        "Mappen innehåller ingen fil som går att läsa som export; kontrollera sökvägen.",
        "The folder holds no file that can be read as an export; check the path.",
    ),
    "no-record-in-package": (
        "Paketet innehåller ingen fil som går att läsa som export.",
        "The package holds no file that can be read as an export.",
    ),
    "mets-broken": (
        "METS-förteckningen går inte att läsa; filerna är inte jämförda med den.",
        "The METS list cannot be read; the files are not compared with it.",
    ),
    "mets-missing": (
        "METS-förteckningen nämner en fil som inte finns i paketet.",
        "The METS list names a file that is not in the package.",
    ),
    "mets-checksum": (
        "En fil har inte den kontrollsumma som METS-förteckningen anger.",
        "A file does not have the checksum that the METS list gives.",
    ),
    "mets-unlisted": (
        "{count} filer i paketet nämns inte i METS-förteckningen; de läses ändå.",
        "{count} files in the package are not named in the METS list; they are read all the same.",
    ),
    # known, and no export
    "refused-ole": (
        "Filen är ett äldre Office-dokument (.xls eller .doc) och läses inte; spara listan som .xlsx eller CSV.",
        "The file is an old Office document (.xls or .doc) and is not read; save the list as .xlsx or CSV.",
    ),
    "refused-pdf": (
        "Filen är en PDF och läses inte av den här versionen; exportera som XML, JSON, CSV eller .xlsx.",
        "The file is a PDF and is not read by this version; export as XML, JSON, CSV or .xlsx.",
    ),
    "refused-rtf": (
        "Filen är en RTF-utskrift och läses inte av den här versionen; exportera som XML, JSON, CSV eller .xlsx.",
        "The file is an RTF print-out and is not read by this version; export as XML, JSON, CSV or .xlsx.",
    ),
    "refused-docx": (
        "Filen är ett Word-dokument och läses inte av den här versionen; exportera som XML, JSON, CSV eller .xlsx.",
        "The file is a Word document and is not read by this version; export as XML, JSON, CSV or .xlsx.",
    ),
    "refused-opendocument": (
        "Filen är ett OpenDocument och läses inte; spara listan som .xlsx eller CSV.",
        "The file is an OpenDocument and is not read; save the list as .xlsx or CSV.",
    ),
    "refused-packed": (
        "Filen är packad i ett format som inte läses; packa upp den och ange mappen.",
        "The file is packed in a format that is not read; unpack it and name the folder.",
    ),
    "refused-database": ("Filen är en databas, ingen export av akter.", "The file is a database, not an export of records."),
    "refused-schema": ("Filen är ett schema, ingen export av akter.", "The file is a schema, not an export of records."),
    "refused-ead": (
        "Filen är en arkivförteckning (EAD), ingen export av akter.",
        "The file is an archival finding aid (EAD), not an export of records.",
    ),
    "refused-report": (
        "Filen är en rapport från ett kontrollprogram, ingen export av akter.",
        "The file is a report of a checking program, not an export of records.",
    ),
    "refused-html": (
        "Filen är en webbsida, ingen export av akter; spara en lista i Excel som .xlsx eller CSV.",
        "The file is a web page, not an export of records; save a list in Excel as .xlsx or CSV.",
    ),
    "refused-fragment": (
        "Filen är ett stycke ur en ERMS-leverans utan egen rot; ange hela leveransen.",
        "The file is a piece of an ERMS delivery without a root of its own; name the whole delivery.",
    ),
    "refused-mets": (
        "Filen är en METS-förteckning över ett paket; ange paketets mapp eller zip-fil.",
        "The file is the METS list of a package; name the folder or zip file of the package.",
    ),
    # what is read
    "format-aktexport": (
        "aktexport 1.0, formatet som de andra görs om till (sosfs_lint/data/aktexport.xsd).",
        "aktexport 1.0, the format that the others are turned into (sosfs_lint/data/aktexport.xsd).",
    ),
    "format-erms": (
        "ERMS 2.1.2 och 3.0 (FGS Ärendehantering 2.0), även Svenska kyrkans profil.",
        "ERMS 2.1.2 and 3.0 (FGS Ärendehantering 2.0), also the profile of Svenska kyrkan.",
    ),
    "format-fgs": (
        "FGS Ärendehantering 1.0, med eller utan Vivas block; en persons ärenden blir en akt.",
        "FGS Ärendehantering 1.0, with or without Viva's block; one person's matters become one record.",
    ),
    "format-magnacura": (
        "Magna Curas förteckning över PDF-filer; filerna läses inte.",
        "Magna Cura's index of PDF files; the files are not read.",
    ),
    "format-lifecare": (
        "Lifecare som JSON eller JSON Lines: äldre och funktionshinder med anteckningar, IFO utan.",
        "Lifecare as JSON or JSON Lines: elderly and disability with notes, family care without.",
    ),
    "format-csv": (
        "Lista i CSV med en rad per anteckning, känd på sina rubriker; semikolon, komma, tabb eller |, även sep=.",
        "A list in CSV with one row per note, known by its headings; semicolon, comma, tab or |, also sep=.",
    ),
    "format-xlsx": (
        "Lista i Excel (.xlsx) med en rad per anteckning, på alla blad som har rubriker.",
        "A list in Excel (.xlsx) with one row per note, on all sheets that have headings.",
    ),
    "format-zip": (
        "Zip-fil eller mapp med något av formaten; METS-förteckning jämförs om den finns.",
        "A zip file or folder with any of the formats; a METS list is compared if there is one.",
    ),
    "format-foreign": ("Insticksmodul: {what}", "Plug-in: {what}"),
    "format-line": ("Plats: rad och kolumn.", "Place: line and column."),
    "format-cell": ("Plats: blad och cell.", "Place: sheet and cell."),
    "format-member": ("Plats: fil i paketet, rad och kolumn.", "Place: file in the package, line and column."),
    "format-xml-limits": (
        "Gräns: {record} miljoner tecken per akt, {text} per text.",
        "Limit: {record} million characters per record, {text} per text.",
    ),
    "format-limit": ("Gräns: {limit} miljoner byte per fil.", "Limit: {limit} million bytes per file."),
    "format-zip-limits": (
        "Gräns: {members} filer, {member} miljoner byte per fil, {all} tillsammans.",
        "Limit: {members} files, {member} million bytes per file, {all} together.",
    ),
    "format-unknown-limits": ("Gräns: okänd.", "Limit: unknown."),
    "formats-profiles": ("Källprofiler (--profile):", "Source profiles (--profile):"),
    # encodings
    "not-text": (
        "Filen är varken text eller en export som går att läsa; exportera på nytt.",
        "The file is neither text nor an export that can be read; export it again.",
    ),
    "encoding-unclear": (
        "Teckenkodningen går inte att avgöra (kanske DOS eller Macintosh); ange den med --encoding, som cp850 eller mac_roman.",
        "The encoding cannot be told (perhaps DOS or Macintosh); give it with --encoding, as cp850 or mac_roman.",
    ),
    "damaged-utf-8": (
        "Byten 0x{byte} på rad {line} (plats {offset}) hör inte till UTF-8, som resten av filen är; exportera på nytt.",
        "The byte 0x{byte} on line {line} (offset {offset}) is not UTF-8, which the rest of the file is; export it again.",
    ),
    "wrong-byte-at": (
        "Byten 0x{byte} på plats {offset} i filen finns inte i teckenkodningen {encoding}; ange rätt kodning med --encoding.",
        "The byte 0x{byte} at offset {offset} of the file is not {encoding}; give the right encoding with --encoding.",
    ),
    # why something was not checked, or is not yet due
    "date-not-read": (
        "Dagen står i exporten i en form som inte läses.",
        "The day stands in the export in a form that is not read.",
    ),
    "child-unknown": (
        "Namn, id eller ålder saknas för ett barn i den gemensamma akten; det som ska stå om varje barn prövas inte för det.",
        "The name, id or age of a child in the joint record is missing; what must be there for each child is not judged for it.",
    ),
    "field-not-exported": ("Exporten bär inte uppgiften.", "The export does not carry the information."),
    "attachment-not-read": ("Bilagan är inte läst.", "The attachment has not been read."),
    "actor-unknown": (
        "Exporten säger inte vems akten är (nämnd, utförare eller SiS).",
        "The export does not say whose record it is (board, provider or SiS).",
    ),
    "outside-pack-dates": ("Dagen ligger utanför regelpaketets giltighetstid.", "The day lies outside the days of the rule pack."),
    "not-yet": ("Regeln är inte byggd ännu.", "The rule is not built yet."),
    "no-date": ("Uppgift om dag saknas i exporten.", "The export holds no day."),
    "clock-too-vague": (
        "Det går inte att räkna timmarna: klockslag saknas.",
        "The hours cannot be counted: clock times are missing.",
    ),
    "not-yet-begun": ("det som beviljats har inte börjat", "what was granted has not begun"),
    "clock-runs": ("Fristen löper ännu.", "The time limit is still running."),
    "limit-changed": (
        "Fristen ändrades medan den löpte; vilken som gäller framgår inte.",
        "The limit changed while it ran; which one applies is not clear.",
    ),
    "outside-selection": (
        "Exporten är ett urval och fristen ligger utanför dess period.",
        "The export is a selection and the time limit lies outside its period.",
    ),
    "extension-too-vague": (
        "Tiden är förlängd, men till vilken dag framgår inte.",
        "The time was extended, but until which day is not stated.",
    ),
    "late-until": ("; det dröjde till {day}", "; it took until {day}"),
    "date-too-vague": ("Dagen är för vag för att räkna med.", "The day is too vague to count with."),
    "rule-failed": ("Regeln gick sönder på den här akten ({error}).", "The rule broke down on this record ({error})."),
    "not-due": ("{moment} finns ännu inte i ärendet.", "There is no {moment} in the matter yet."),
    "no-delegation": ("Ingen delegationsordning är angiven (--delegation).", "No delegation order was given (--delegation)."),
    "kind-not-named": (
        "Delegationsordningen nämner inte den här sortens beslut.",
        "The delegation order does not name this kind of decision.",
    ),
    "role-not-named": (
        "Delegationsordningen nämner inte beslutsfattarens roll.",
        "The delegation order does not name the role of the decision-maker.",
    ),
    "decider-only-signs": (
        "Den som har skrivit under får inte besluta detta; vem som beslutade framgår inte.",
        "Who signed may not decide this; who decided is not stated.",
    ),
    "section-unknown": (
        "En citerad paragraf finns inte i förteckningen över lagens paragrafer.",
        "A cited section is not in the list of the act's sections.",
    ),
    "section-added-later": (
        "En citerad paragraf kom till, eller fick sitt nummer, efter beslutets dag.",
        "A cited section was added, or got its number, after the day of the decision.",
    ),
    "chapter-not-said": ("En paragraf är citerad utan kapitel.", "A section is cited without its chapter."),
    "selection": (
        'Exporten är ett urval (fullstandig="false"): det som saknas bedöms inom urvalets period, det som ligger utanför är inte kontrollerat.',
        'The export is a selection (fullstandig="false"): absence is judged within the period of the selection, what lies outside is not checked.',
    ),
    **PAGES,
    # the nightly audit
    "rule-deadline": ("Regeln hann inte bli klar inom tidsgränsen.", "The rule did not finish within its time."),
    "record-deadline": (
        "Akten hann inte läsas och bedömas inom tidsgränsen; den är inte kontrollerad.",
        "The record could not be read and judged within its time; it is not checked.",
    ),
    "worker-died": (
        "Processen som läste akten avbröts; akten är inte kontrollerad.",
        "The process that read the record was ended; the record is not checked.",
    ),
    "too-much-memory": (
        "Akten kräver mer minne än tillåtet; den är inte kontrollerad.",
        "The record needs more memory than allowed; it is not checked.",
    ),
    "private-utforare": (
        "En enskild utförare får behandla uppgifterna enbart för administration.",
        "A private provider may process the records for administration only.",
    ),
    "gate-new": ("fler än {limit} nya fynd", "more than {limit} new findings"),
    "gate-clocks": ("en tidsfrist går ut inom {days} dagar", "a time limit runs out within {days} days"),
    "gate-nothing": ("inget att bedöma", "nothing to judge"),
    "gate-passed": ("godkänd", "passed"),
    "gate-closed": ("stannar ({why})", "stops ({why})"),
    "alarm-rule": (
        "Regeln {rule} ger utslag i {share} % av akterna; kontrollera regeln och exporten innan fynden används.",
        "The rule {rule} finds something in {share} % of the records; check the rule and the export before using the findings.",
    ),
    "alarm-fall": (
        "Antalet akter har fallit från {before} till {now}; kontrollera exporten.",
        "The number of records has fallen from {before} to {now}; check the export.",
    ),
    "alarm-none": ("Inga akter lästes; kontrollera exporten.", "No records were read; check the export."),
    "alarm-failed": ("{count} svar saknas för att en regel gick sönder.", "{count} answers are missing because a rule broke down."),
    "alarm-unreadable": ("{count} akter eller filer kunde inte läsas.", "{count} records or files could not be read."),
    "night-head": (
        "Natt {run}, akternas dag {day} (började {started}, slutade {ended})",
        "Night {run}, the records' day {day} (began {started}, ended {ended})",
    ),
    "night-by-given": ("Bedömt per {days}, dagen som angavs (--as-of).", "Judged as of {days}, the day that was given (--as-of)."),
    "night-by-export": (
        "Bedömt per exportens egen dag {days} ({akter} akter).",
        "Judged as of the export's own day {days} ({akter} records).",
    ),
    "night-by-itself": (
        "Bedömt per nattens dag {days}, där exporten inte bär någon egen tid ({akter} akter).",
        "Judged as of the night's day {days}, where the export carries no time of its own ({akter} records).",
    ),
    "night-for": (
        "Ändamål: {purpose}. Startad av: {who}. Aktör: {actor}. Rättslig grund: {ground}.",
        "Purpose: {purpose}. Started by: {who}. Actor: {actor}. Legal ground: {ground}.",
    ),
    "night-work": (
        "Bedömda: {judged}. Oförändrade: {reused}. Inte längre i exporten: {gone}. Körningen startades {attempts} gång(er).",
        "Judged: {judged}. Unchanged: {reused}. No longer in the export: {gone}. The run was started {attempts} time(s).",
    ),
    "night-compared": ("Jämfört med natt {before}.", "Compared with night {before}."),
    "night-first": ("Första natten: inget räknas som nytt.", "The first night: nothing counts as new."),
    "night-incomplete": (
        "Allt kunde inte läsas; därför sägs inget om vad som inte längre finns i exporten.",
        "Not everything could be read; so nothing is said about what is no longer in the export.",
    ),
    "night-more": ("... och fler; alla står i JSON och XLSX.", "... and more; all of them are in the JSON and the XLSX."),
    "morning-title": ("Nattlig granskning", "Nightly audit"),
    "morning-alarms": ("Kontrollera först", "Check first"),
    "morning-gate": ("Spärr", "Gate"),
    "unit-none": ("(ingen enhet angiven)", "(no unit given)"),
    "unit-few": (
        "Färre än tre personer har skrivit i enhetens akter; därför visas inga siffror.",
        "Fewer than three people wrote in the unit's records; so no figures are shown.",
    ),
    "unit-unread": ("Inga akter från enheten lästes i natt.", "No records of the unit were read tonight."),
    "unit-figures": ("Akter: {akter}. {counts}.", "Records: {akter}. {counts}."),
    "unit-nothing": ("Inga fynd", "No findings"),
    "kind-new": ("Nytt", "New"),
    "kind-back": ("Tillbaka", "Back"),
    "kind-left": ("Kvar sedan tidigare", "Left"),
    "kind-mended": ("Åtgärdat", "Mended"),
    "kind-unchecked": ("Inte längre kontrollerat", "No longer checked"),
    "kind-gone": ("Inte längre i exporten", "No longer in the export"),
    "kind-avsteg": ("Till avsteg", "Moved to avsteg"),
    "kind-avsteg-expired": ("Avsteg som gått ut", "Avsteg that expired"),
    "kind-clock": ("Tidsfrister som går ut", "Time limits that run out"),
}
