"""What an answer rests on: pointers that are followed or not, support in its own time, and where was looked for what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, akt, export, one

from sosfs_lint.linting import Options, Rulebook, judge_akt
from sosfs_lint.report import Answer, Verdict

CHILD = '<enskild id="p" namn="Elin Testsson" fodd="2015-02-14"/>'
MATTER = '<arende id="x" typ="Orosanmälan barn" lag="SoL" startad="2024-03-01"/>'


def answer(book: Rulebook, rule: str, piece: str, header: str = '<export tid="2024-12-01"/>') -> Answer:
    record = one(export(akt(piece, person=CHILD), header=header))
    (found,) = judge_akt(record, book, Options(frozenset({rule}))).answers
    return found


def plan(*sections: str) -> str:
    inside = "".join(f"<avsnitt>{text}</avsnitt>" for text in sections)
    return f'{MATTER}<handling id="h" arende="x" slag="upprattad" typ="utredningsplan"><titel>Utredningsplan</titel><upprattad tid="2024-03-05"/>{inside}</handling>'


# -- pointers


def test_a_section_that_only_points_elsewhere_leaves_the_other_points_missing(book: Rulebook) -> None:
    rest = "Elin bor med sin mamma och har gått i den nya skolan sedan i höstas. Hon tycker om att rita och att simma på torsdagar."
    assert answer(book, "SOS4-4r8", plan("Se anmälan.", rest)).verdict is Verdict.MISSING


def test_a_document_that_only_points_elsewhere_leaves_a_question(book: Rulebook) -> None:
    assert answer(book, "SOS4-4r8", plan("Se separat dokument i pärmen.")).verdict is Verdict.QUESTION


def test_help_as_planned_points_to_nothing(book: Rulebook) -> None:
    assert answer(book, "SOS4-4r8", plan("Utförs enligt plan.")).verdict is Verdict.MISSING


REASONS = (
    '<beslut id="b" arende="x" typ="Kontaktfamilj" utfall="avslag" datum="2024-11-25"><motivering>Se utredning 19/11.</motivering></beslut>'
)
REPORT = '<handling id="h" arende="x" slag="upprattad" typ="utredning"><titel>Utredning</titel><upprattad tid="2024-11-19"/><avsnitt rubrik="Bedömning">{}</avsnitt></handling>'


def test_a_field_that_points_to_a_document_is_answered_by_it(book: Rulebook) -> None:
    told = REPORT.format(
        "Elin har flera vuxna omkring sig, och mormor tar emot henne varannan helg. Behovet är därför tillgodosett på annat sätt."
    )
    assert answer(book, "SOS4-13.4", MATTER + REASONS + told).verdict is Verdict.MET


def test_a_field_that_points_to_what_is_not_in_the_export_leaves_a_question(book: Rulebook) -> None:
    found = answer(book, "SOS4-13.4", MATTER + REASONS)
    assert found.verdict is Verdict.QUESTION and found.evidence[0].role == "reference"


# -- fields and notes, excuses


def test_a_decision_that_stands_in_a_note_is_judged_by_the_note(book: Rulebook) -> None:
    note = '<anteckning id="n" arende="x"><handelse tid="2024-03-08"/><avsnitt>Utredning inleds i dag.</avsnitt></anteckning>'
    assert answer(book, "SOS4-4c", MATTER + note).verdict is Verdict.MISSING


def test_a_documented_reason_counts_wherever_in_the_matter_it_stands(book: Rulebook) -> None:
    opened = (
        '<anteckning id="n" arende="x"><handelse tid="2024-03-08"/><avsnitt>Utredning inleds enligt 11 kap. 1 § SoL.</avsnitt></anteckning>'
    )
    reason = '<anteckning id="m" arende="x"><handelse tid="2024-03-06"/><avsnitt>Elin är fyra månader och för liten för att informeras.</avsnitt></anteckning>'
    rule = next(rule for rule in book.rules.values() if "barnet-for-litet" in rule.excuse)
    assert answer(book, rule.id, MATTER + opened + reason).verdict is Verdict.MET


# -- attachments


def test_what_may_stand_in_a_note_that_was_not_read_is_not_missing(book: Rulebook) -> None:
    closed = '<anteckning id="n" arende="x"><handelse tid="2024-03-08"/><avsnitt>Utredning inleds inte. Föräldrarna är samarbetsvilliga.</avsnitt></anteckning>'
    scanned = '<anteckning id="m" arende="x"><handelse tid="2024-03-05"/><fil sokvag="1.tif"/></anteckning>'
    assert answer(book, "SOS4-3s2", MATTER + closed).verdict is Verdict.MISSING
    assert answer(book, "SOS4-3s2", MATTER + closed + scanned).verdict is Verdict.NOT_CHECKED


def test_nothing_is_missing_in_a_record_of_nothing_but_scanned_papers(book: Rulebook, sosfs_lint) -> None:
    out = sosfs_lint("check", ROOT / "fixtures/mager-export/export.xml", "--output-format", "json").json
    assert not [f for f in out["findings"] if f["level"] in ("error", "warning")]
    assert out["summary"]["not_checked"] > 100


# -- where was looked


def test_every_missing_answer_says_where_it_was_looked_for(sosfs_lint) -> None:
    out = sosfs_lint(
        "check", ROOT / "fixtures/tre-syskon/export.xml", ROOT / "fixtures/hemtjanst/export.xml", "--output-format", "json"
    ).json
    missing = [f for f in out["findings"] if f["level"] in ("error", "warning")]
    assert missing and all(f["looked"] and f["looked"]["posts"] for f in missing)


def test_the_nearest_candidate_is_shown_with_what_ruled_it_out(sosfs_lint, tmp_path: Path) -> None:
    source = ROOT / "fixtures/tre-syskon/export.xml"
    text = sosfs_lint("check", source, "--all", "--select", "SOS4-3s2").out
    assert "närmast: L-J5" in text and "gäller någon annan, sökt i 10 poster 2024-11-18–2024-11-29" in text
    page = tmp_path / "x.html"
    sosfs_lint("check", source, "--select", "SOS4-3s2", "--output-format", f"html={page}")
    shown = page.read_text("utf-8")
    assert "sökt i 10 poster 2024-11-18–2024-11-29" in shown and "gäller någon annan: L-J5" in shown


def test_a_talk_with_the_child_that_was_only_planned_comes_nearest(sosfs_lint, tmp_path: Path) -> None:
    record = (ROOT / "fixtures/tre-syskon/export.xml").read_text("utf-8")
    head = record[: record.index("<personakt")]
    source = tmp_path / "export.xml"
    source.write_text(
        head
        + """<personakt id="A" akttyp="handlaggning"><enskild id="p" namn="Alva Testsson" fodd="2015-02-14"/>
<arende id="x" beteckning="1" typ="Barn" lag="SoL" startad="2024-11-01"/>
<anteckning id="n" arende="x" typ="journal"><handelse tid="2024-11-04"/><registrerad tid="2024-11-04"/><avsnitt>Barnsamtal planerat 12/11.</avsnitt></anteckning>
<beslut id="b" arende="x" typ="Kontaktfamilj" utfall="bifall" datum="2024-11-20"/></personakt></aktexport>""",
        "utf-8",
    )
    found = sosfs_lint("check", source, "--select", "SOS3-5.1,SOS3-6s2", "--output-format", "json").json["findings"]
    assert {f["rule"]: [(e["role"], e["post"]) for e in f["evidence"]] for f in found} == {
        "SOS3-5.1": [("planned", "n")],
        "SOS3-6s2": [("planned", "n")],
    }


# -- the record in which everything is in order


def test_a_record_in_order_has_no_errors_and_no_warnings(sosfs_lint) -> None:
    out = sosfs_lint("check", ROOT / "fixtures/allt-i-ordning/export.xml", "--output-format", "json").json
    assert out["summary"]["poster"] == 300 and out["summary"]["error"] == out["summary"]["warning"] == 0
    assert out["summary"]["question"] <= 2 and out["summary"]["met"] > 3000


@pytest.mark.parametrize(
    ("removed", "rule", "post"),
    [
        (r'(<beslut id="B-1".*?)<lagrum>.*?</lagrum>', "SOS4-13.3", "B-1"),  # the journal tells the lagrum of the others too
        (r'(<beslut id="B-2".*?)<beslutsfattare[^>]*/>(.*?)Beslut av Mirja Kantola, 1:e socialsekreterare\. ?', "SOS4-13.6", "B-2"),
        (r'(<anteckning id="J-100"[^\n]*?)<upprattadAv[^>]*/><registrerad[^>]*/><signerad[^>]*/>', "SOS3-12s3b", "J-100"),
        (r"()Jag läste upp det jag antecknat och Maj Rehn bekräftade att det stämmer\. ", "SOS4-1r1", "J-009"),
        (r"()Någon risk för att han skadas bedöms inte finnas, en riskbedömning gjordes den 1 december\. ", "SOS4-10.4", "H-06"),
        (r'(<handling id="H-04".*?)<avsnitt rubrik="Samtal med Vilgot">.*?</avsnitt>', "SOS4-4r3", "H-04"),
    ],
)
def test_a_fact_taken_out_of_the_record_in_order_is_missed(removed: str, rule: str, post: str, sosfs_lint, tmp_path: Path) -> None:
    source = (ROOT / "fixtures/allt-i-ordning/export.xml").read_text("utf-8")
    changed, count = re.subn(removed, lambda found: "".join(found.groups()), source, count=1, flags=re.DOTALL)
    assert count == 1
    copy = tmp_path / "export.xml"
    copy.write_text(changed, "utf-8")
    out = sosfs_lint("check", copy, "--output-format", "json", "--select", rule).json
    assert [f["post"] for f in out["findings"]] == [post]
