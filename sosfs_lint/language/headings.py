"""The headings of a text, its own and those inside it, what stands under each, and whether that is anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sosfs_lint.language.text import Heading, Prose

_INLINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.!?…]\s)|(?<=[.!?…]\s\s))[ \t\-–•*·▪]*(?P<words>[A-ZÅÄÖ][^\n:?!.;,]{1,70}?)\s?(?P<mark>:)(?=\s|$|[_\-–☐☒☑□\[(])",
    re.MULTILINE,
)
_QUESTION = re.compile(r"(?:^|(?<=\n)|(?<=[.!?…]\s))[ \t\-–•*·▪\d.)]*(?P<words>[A-ZÅÄÖ][^\n?!.]{3,120})\?", re.MULTILINE)
_LINE = re.compile(
    r"^(?P<before>[ \t]*(?:[#*]+[ \t]*|\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+)?)(?P<words>[A-ZÅÄÖ](?:[^\n:?!.;]|\.(?=\w)){2,74}?)[ \t]*[*#]*[ \t]*$(?=\n\s*[A-ZÅÄÖÉ0-9\"”»'~☐☒☑□✓✔_(\[–-])",
    re.MULTILINE,
)
_BLANK = re.compile(
    r"[\s_.…\-–—:;/|]*(?:(?:ej|inte|icke) (?:ifyllt|angivet|angiven|aktuell|aktuellt|akt|dokumenterat|besvarat|bedömt)|ingen uppgift|uppgift saknas|se ovan|se nedan|"
    r"saknas|framgår (?:ej|inte)|n/?a|x+|\[(?!\s?[xX]?\s?\])[^\[\]\n\d§]{2,40}\]|[åÅyY]{2,4}[-/]?[mM]{2}[-/]?[dD]{2}|\?+|fylls i(?: senare| efter hand)?|fyll i|kompletteras|nn|okänt|"
    r"\((?:[^()\n]*\w/\w[^()\n]*|(?:obligatorisk|frivillig|välj|ange|fritext|max)\w*\b[^()\n]*)\)|…|"
    r"enl(?:igt|\.)? (?:(?:gällande|fastställd|sedvanlig|vanlig) )?(?:rutin|rutiner|rutinen|mall|mallen|praxis|ovan|ovanstående|tidigare|sedvanlig ordning))?[\s_.…\-–—:;/|]*",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"[ \t]*(?:[._…] ?){3,}[ \t]*(?=\n|$)")  # a line to write on, with nothing on it: what follows is no answer
_LABEL = re.compile(r"(?:^|(?<=[.!?…]\s))[ \t\-–•*·▪]*[A-ZÅÄÖ][^\n:?!.;,]{1,60}:(?=\s|$)", re.MULTILINE)
_EMPTY_BOX, _FULL_BOX = r"(?:☐|□|○|◯|\[\s?\]|\(\s?\))", r"(?:☒|☑|✓|✔|■|●|\[[xX]\]|\([xX]\))"
_BOXES = re.compile(rf"{_EMPTY_BOX}|{_FULL_BOX}")
_UNMARKED = re.compile(r"(?:\bja\s?/\s?nej\b|\bj\s?/\s?n\b|\bnej\s?/\s?ja\b)", re.IGNORECASE)
_FOLLOWS = re.compile(r"\s*(?P<word>[^\s☐□○☒☑✓✔\[(]+)")


# what begins a section of any report, and is no item of a list
_SECTION = re.compile(
    r"(?:(?:samlad|sammanfattande|social\w*|handläggarens|nämndens|min|vår) )?(?:bedömning\w*|analys\w*|slutsats\w*)|(?:förslag|ställningstagande)(?: till (?:beslut|insats\w*))?|bakgrund|mål(?:sättning)?|"
    r"beslut|motivering|planering|uppföljning|sammanfattning|överväganden|kommunicering|underskrift",
    re.IGNORECASE,
)

# who wrote a text stands below its last label and fills it in only where it asks for somebody
_SIGNED = re.compile(r"[ \t]*\n\s*(?:/\s*)?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w.-]*){1,3}(?:,[^\n:]{2,90})?\s*")
_ASKS_WHO = re.compile(
    r"\b(?:vem|vilka|namn|\w*ansvarig\w*|\w*handläggare\w*|\w*sekreterare\w*|\w*fattare|\w*person\w*|\w*kontakt\w*|deltagare|deltog|närvarande|\w*utförare\w*|upprättad|av|hos|chef\w*|ombud|\w*skrift|signatur|sign|plats|ort|"
    r"god man|vårdnadshavare|förälder|tolk|adress|mottagare|till|från|företrädare|anhörig\w*|läkare|uppgiftslämnare|anmälare|skola\w*|boende|sökande|klient|barn\w*|avser|gäller)\b",
    re.IGNORECASE,
)


def find_headings(prose: Prose) -> None:
    """Fill in a text's headings (its own and those inside it), what stands under each, and whether that is anything."""
    text = prose.layout
    if prose.title:
        prose.headings.append(Heading(prose.title.strip(" :"), 0, 0, question=prose.title.rstrip().endswith("?")))
    found = [*_INLINE.finditer(text)] if ":" in text else []
    if "?" in text:
        found += _QUESTION.finditer(text)
    for match in sorted(found, key=lambda m: m.start("words")):
        if match["words"].count(" ") > 14 or _is_speaker(prose, match):
            continue
        prose.headings.append(Heading(match["words"].strip(), match.start("words"), match.end(), question=match[0].endswith("?")))
    if "\n" in text:
        prose.headings = sorted([*prose.headings, *_lines(text)], key=lambda heading: (heading.end > 0, heading.start))
    for number, heading in enumerate(prose.headings):
        after = [other for other in prose.headings[number + 1 :] if other.start >= heading.end]
        end = next((other.start for other in after if _ends_at(text, heading, other, after[0].start)), len(text))
        _fill(prose, number, heading, end)


def _lines(text: str) -> Iterator[Heading]:
    """Short lines of their own with something under them. What they say decides if they announce anything."""
    for match in _LINE.finditer(text):
        if match["words"].count(" ") < 10:
            before = text[: match.start()].rstrip(" \t")
            apart = not before.strip() or before.endswith("\n\n") or before.rstrip()[-1] in ".!"
            yield Heading(match["words"].strip(), match.start("words"), match.end(), line=True, apart=apart)


def _ends_at(text: str, heading: Heading, other: Heading, first: int) -> bool:
    """Whether what stands under a heading ends where another begins. A line may be part of a list: it ends nothing that has
    not begun, and where nothing has ended before it only what stands under another line, unless both are in capitals. The labels
    right below a line or a title are a part of it; `first` is where the next heading begins."""
    if other.start < heading.end:
        return False
    if (heading.line or heading.end == 0 or (heading.question and "\n" in text[heading.end : first])) and not other.line:
        return text[heading.end : first].strip() != ""
    if heading.line and other.line and ((heading.words.isupper() and other.words.isupper()) or _SECTION.fullmatch(other.words)):
        return True
    return not other.line or ((other.apart or heading.line) and text[heading.end : other.start].strip(" \t\n#*") != "")


def _is_speaker(prose: Prose, match: re.Match[str]) -> bool:
    """A name before a colon and a quotation: somebody speaks."""
    rest = prose.layout[match.end() : match.end() + 3].lstrip()
    return rest != "" and rest[0] in "\"”»'’" and match["words"].count(" ") <= 2


def _fill(prose: Prose, number: int, heading: Heading, end: int) -> None:
    drawn = _DRAWN.match(prose.layout, heading.end) if heading.end > 0 and not heading.line else None
    end = drawn.end() if drawn is not None else end
    content = prose.layout[heading.end : end]
    if (
        end == len(prose.layout) > heading.end > 0
        and not heading.line
        and _SIGNED.fullmatch(content)
        and not _ASKS_WHO.search(heading.words)
    ):
        content = ""
    blank = all(_BLANK.fullmatch(line) for line in _LABEL.sub("\n", content).split("\n"))
    if _BOXES.search(content) or _UNMARKED.search(content):
        blank = _read_boxes(heading, content) or blank
    heading.state = "blank" if blank else "filled"
    for index, sentence in enumerate(prose.sentences):
        if heading.end <= sentence.end and sentence.start < end and prose.ends[sentence.last - 1] > heading.end:
            if sentence.heading is None or prose.headings[sentence.heading].start <= heading.start:
                sentence.heading = number
            heading.sentences.append(index)


def _read_boxes(heading: Heading, content: str) -> bool:
    """Whether tick boxes leave the heading blank: none marked, or contradicting ones."""
    marked = [m["word"].strip(".,").casefold() for box in re.finditer(_FULL_BOX, content) if (m := _FOLLOWS.match(content, box.end()))]
    if marked:
        heading.answer = marked[0] if len(set(marked)) == 1 else None
        return len({word for word in marked if word in ("ja", "nej")}) > 1
    rest = _UNMARKED.sub("", re.sub(rf"{_EMPTY_BOX}\s*[^\s☐□○\[(,.;]+", "", content))
    return len(re.sub(r"[\W_]+", "", re.sub(r"\b\w+:", "", rest))) < 4
