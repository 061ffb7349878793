"""Every sentence that a handläggare reads, in Swedish and English, by key.

Readers and checks pass a `Says` (key and arguments); reporters render it. Arguments are numbers, ids, field names and
dates, never words of a record.
"""

from __future__ import annotations

from typing import NamedTuple


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
    "near": ("närmast: {what}", "nearest: {what}"),
    "looked-in": ("sökt i {posts} poster {first}–{last}", "looked in {posts} posts {first}–{last}"),
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
    "packs": ("Regelpaket: {packs}.", "Rule packs: {packs}."),
    "not-yet-rules": (
        "{count} krav har ingen regel ännu och är inte kontrollerade (sosfs-lint rules --coverage).",
        "{count} requirements have no rule yet and are not checked (sosfs-lint rules --coverage).",
    ),
    "redacted": (
        "Id eller sökvägar som liknar personnummer är ersatta med löpnummer; fingeravtryck med dem håller inte mellan exporter.",
        "Ids or paths that look like a personnummer are replaced by numbers in order; fingerprints with them do not hold between exports.",
    ),
    "disclaimer": (
        "Rapporten säger vad som har kontrollerats, inte att akten är rätt.",
        "The report says what was checked, not that the record is correct.",
    ),
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
        "Byten 0x{byte} vid rad {line}, kolumn {column} är inte {encoding}; ange rätt teckenkodning i XML-deklarationen eller exportera som UTF-8.",
        "The byte 0x{byte} at line {line}, column {column} is not {encoding}; declare the right encoding or export as UTF-8.",
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
    # why something was not checked, or is not yet due
    "field-not-exported": ("Exporten bär inte uppgiften.", "The export does not carry the information."),
    "attachment-not-read": ("Bilagan är inte läst.", "The attachment has not been read."),
    "actor-unknown": (
        "Exporten säger inte vems akten är (nämnd, utförare eller SiS).",
        "The export does not say whose record it is (board, provider or SiS).",
    ),
    "outside-pack-dates": ("Dagen ligger utanför regelpaketets giltighetstid.", "The day lies outside the days of the rule pack."),
    "not-yet": ("Regeln är inte byggd ännu.", "The rule is not built yet."),
    "no-date": ("Uppgift om dag saknas i exporten.", "The export holds no day."),
    "date-too-vague": ("Dagen är för vag för att räkna med.", "The day is too vague to count with."),
    "rule-failed": ("Regeln gick sönder på den här akten ({error}).", "The rule broke down on this record ({error})."),
    "not-due": ("{moment} finns ännu inte i ärendet.", "There is no {moment} in the matter yet."),
    "selection": (
        'Exporten är ett urval (fullstandig="false"): det som saknas bedöms inom urvalets period, det som ligger utanför är inte kontrollerat.',
        'The export is a selection (fullstandig="false"): absence is judged within the period of the selection, what lies outside is not checked.',
    ),
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
    "broken-zip": ("Zip-filen är trasig; packa om den.", "The zip file is broken; pack it anew."),
    "zip-too-large": (
        "Filen i zip-arkivet är för stor uppackad och läses inte.",
        "The file in the zip is too large unpacked and is not read.",
    ),
    "zip-locked": (
        "Filen i zip-arkivet är lösenordsskyddad och läses inte.",
        "The file in the zip is protected by a password and is not read.",
    ),
    "gate-new": ("fler än {limit} nya fynd", "more than {limit} new findings"),
    "gate-clocks": ("en tidsfrist går ut inom {days} dagar", "a time limit runs out within {days} days"),
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
    "night-more": ("... och fler; alla står i JSON.", "... and more; all of them are in the JSON."),
    "unit-none": ("(ingen enhet angiven)", "(no unit given)"),
    "unit-few": (
        "Färre än tre personer har skrivit i enhetens akter; därför visas inga siffror.",
        "Fewer than three people wrote in the unit's records; so no figures are shown.",
    ),
    "unit-figures": (
        "{akter} akter: {new} nya, {back} tillbaka, {left} kvar, {mended} åtgärdade, {unchecked} inte längre kontrollerade, {gone} inte längre i exporten, {avsteg} till avsteg, {avsteg_expired} avsteg utgångna.",
        "{akter} records: {new} new, {back} back, {left} left, {mended} mended, {unchecked} no longer checked, {gone} no longer in the export, {avsteg} moved to avsteg, {avsteg_expired} avsteg expired.",
    ),
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
