"""The audit over several nights: the day of each, what runs out, who is who where only an order tells, and what the store owes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Outcome, akt, export
from test_audit import Audit, InProcess, audit, record, three, unit, write  # noqa: F401 - audit is a fixture

from sosfs_lint import checks
from sosfs_lint.audit import nightly
from sosfs_lint.audit.store import told
from sosfs_lint.linting import Rulebook
from sosfs_lint.packs import load_rulebook

Night = Callable[..., Outcome]
FORHANDSBEDOMNING = "FRI-forhandsbedomning"
CHILD = '<enskild id="p" namn="Alva Testsson" fodd="2015-02-14"/>'
LIST = "Personnummer;Klient;Händelsedatum;Registreringsdatum;Rubrik;Anteckning;Skapad av;Befattning\n"


@pytest.fixture(scope="module")
def limits() -> Rulebook:
    """With the time limits of the acts."""
    return load_rulebook([ROOT / "rules" / pack for pack in ("sosfs_2014", "frister", "lagrum")], checks.built_in())


@pytest.fixture
def night(audit: Audit, limits: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Night:  # noqa: F811
    """An audit on a day of its own, of the limit for a forhandsbedömning."""

    def on(day: str, *args: object, rules: str = FORHANDSBEDOMNING) -> Outcome:
        monkeypatch.setattr("sosfs_lint.packs.load_rulebook", lambda *_: limits)
        monkeypatch.setattr(nightly, "today", lambda: date.fromisoformat(day))
        return audit(*args, rules=rules)

    return on


def concern(name: str = "a", *, note: str = "2025-03-04") -> str:
    """A child's record with an orosanmälan of 3 March 2025: what is to be decided on it is to be decided by the 17th."""
    matter = '<arende id="x" startad="2025-03-03"><aktualisering id="k" typ="anmalan" registrerad="2025-03-03"/></arende>'
    posts = (
        '<handling id="h" arende="x" slag="inkommen" typ="anmälan"><inkommen tid="2025-03-03"/><avsnitt>Oro.</avsnitt></handling>'
        f'<anteckning id="n" arende="x"><handelse tid="{note}"/><avsnitt>Samtal.</avsnitt></anteckning>'
    )
    return akt(matter + posts, id=name, person=CHILD)


def exported(path: Path, *akter: str, tid: str = "", cut: bool = True) -> Path:
    """An aktexport, with a time of its own or without; one that can be cut into its records or, with a comment, not."""
    text = export(*akter, header=f'<export tid="{tid}"/>' if tid else "<export/>")
    path.write_text(text if cut else text.replace("<aktor", "<!-- --><aktor"), "utf-8")
    return path


@pytest.mark.parametrize("cut", [True, False])
def test_clocks_go_by_the_nights_own_day_where_the_export_carries_none(night: Night, tmp_path: Path, cut: bool) -> None:
    """Also where another record is newer, and though nothing in the file has changed."""
    file = exported(tmp_path / "x.xml", concern(), concern("b", note="2025-04-20"), cut=cut)
    first = night("2025-03-05", file).json
    assert first["run"]["day"] == "2025-03-05" and first["judged_by"] == [
        {"by": "night", "first": "2025-03-05", "last": "2025-03-05", "akter": 2}
    ]
    assert unit(night("2025-03-09", file), "")["clocks"] == []
    running = night("2025-03-17", file)
    assert [(clock["akt"], clock["due"]) for clock in unit(running, "")["clocks"]] == [("a", "2025-03-17"), ("b", "2025-03-17")]
    assert running.json["run"]["judged"] == 0 and running.code == 0
    out = night("2025-03-18", file)
    assert out.code == 1 and [found["akt"] for found in unit(out, "")["new"]] == ["a", "b"] and unit(out, "")["clocks"] == []
    assert night("2025-03-19", file).json["run"]["judged"] == 0


def test_the_same_day_given_gives_the_same_answers(night: Night, tmp_path: Path) -> None:
    file = exported(tmp_path / "x.xml", concern())
    night("2025-03-18", file)
    before = content(tmp_path)
    again = night("2031-01-01", file, "--as-of", "2025-03-18")
    assert again.json["judged_by"][0]["by"] == "as-of" and again.json["run"]["judged"] == 0
    assert night("2031-01-01", file, "--as-of", "2025-03-18", "--full").json["run"]["judged"] == 1
    assert content(tmp_path) == before


@pytest.mark.parametrize("cut", [True, False])
def test_an_exports_own_day_goes_before_the_nights(night: Night, tmp_path: Path, cut: bool) -> None:
    """A new time with nothing else new moves the clocks; a later night does not."""
    file = tmp_path / "x.xml"
    assert unit(night("2026-01-01", exported(file, concern(), tid="2025-03-05", cut=cut)), "")["clocks"] == []
    later = night("2026-01-02", exported(file, concern(), tid="2025-03-16", cut=cut))
    assert [clock["due"] for clock in unit(later, "")["clocks"]] == ["2025-03-17"]
    assert later.json["run"]["day"] == "2025-03-16" and later.json["judged_by"][0]["by"] == "export"
    again = night("2026-01-03", file)
    assert again.json["run"]["judged"] == 0 and len(unit(again, "")["clocks"]) == 1


def test_a_night_that_goes_on_on_another_day_goes_by_that_one(night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = exported(tmp_path / "x.xml", concern(), concern("b"))

    def cut_off(self: Any) -> None:
        self._flush()
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(nightly._Night, "_commit", cut_off)
        with pytest.raises(RuntimeError):
            night("2025-03-17", file)
    told = night("2025-03-18", file).json
    assert (told["run"]["id"], told["run"]["day"]) == (1, "2025-03-18")
    with sqlite3.connect(tmp_path / "a.db") as db:
        assert db.execute("select verdict, count(*) from answers group by 1").fetchall() == [("missing", 2)]


def test_the_clocks_of_a_file_that_cannot_be_read_run_on(night: Night, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    exported(folder / "a.xml", concern())
    exported(folder / "b.xml", concern("b"))
    night("2025-03-05", folder)
    for broken in ("<aktexport >", "<akt", ""):  # the last two are nothing that a reader knows, but they held records
        (folder / "b.xml").write_text(broken, "utf-8")
        told = night("2025-03-16", folder)
        assert told.code == 2 and (told.json["run"]["unreadable"], len(unit(told, "")["clocks"])) == (1, 2), broken


def test_the_morning_says_what_check_says_day_by_day(night: Night, sosfs_lint: Audit, tmp_path: Path) -> None:
    file = exported(tmp_path / "x.xml", concern())
    clock = unit(night("2025-03-16", file), "")["clocks"][0]["message"]
    assert "2025-03-17" in clock and "–" not in clock and "Inget" not in clock
    missed = unit(night("2025-03-18", file), "")["new"][0]["message"]
    checked = sosfs_lint("check", file, "--select", FORHANDSBEDOMNING, "--as-of", "2025-03-18", "--output-format", "json").json
    assert missed == checked["findings"][0]["message"] and "2025-03-17" in missed and "2025-03-03" in missed
    shown = sosfs_lint(
        *"audit".split(), file, "--store", f"sqlite:///{tmp_path}/a.db", "--select", FORHANDSBEDOMNING, "--as-of", "2025-03-16"
    )
    assert shown.out.count("2025-03-17") == 1 and "dagen som angavs" in shown.out


# -- files that break off, and records that only an order tells apart


def test_what_stood_after_a_cut_is_not_gone(audit: Audit, tmp_path: Path) -> None:  # noqa: F811
    file = write(tmp_path / "x.xml", *three(akt3=False))
    audit(file)
    whole = file.read_text("utf-8")
    file.write_text(whole[: whole.index("akt-2") + 200], "utf-8")
    night = audit(file)
    assert (night.json["run"]["unreadable"], night.json["run"]["gone"], unit(night)["gone"]) == (1, 0, [])
    file.write_text(whole, "utf-8")
    again = audit(file)
    assert again.code == 0 and unit(again)["back"] == unit(again)["new"] == []


def test_a_decision_stays_with_its_person_where_no_row_has_a_number(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:  # noqa: F811
    """Somebody comes in above: the number in order and the row are hers now, the decision is not."""
    file, where, rules = tmp_path / "x.csv", ("--store", f"sqlite:///{tmp_path}/a.db"), "SOS3-12s3b"
    rows = [f"{name};{name};2025-03-0{day};2025-03-0{day};Samtal;Kanarie.;;\n" for name, day in (("Eva Al", 5), ("Sixten Ek", 4))]
    file.write_text(LIST + rows[1], "utf-8")
    audit(file, rules=rules)
    with sqlite3.connect(tmp_path / "a.db") as db:
        (finding,) = db.execute("select fingerprint from answers where verdict = 'missing'").fetchone()
        db.execute("update runs set started = '2025-01-10T01:00:00'")
    sosfs_lint("audit", "decide", finding, "avsteg", "--until", "2999-01-01", *where)
    file.write_text(LIST + "".join(rows), "utf-8")
    night = unit(audit(file, rules=rules), "")
    assert [found["place"].rpartition(":x.csv")[2].split(":")[1] for found in night["new"]] == ["2"]
    assert [found["fingerprint"] for found in night["avsteg"]] == [finding] and night["mended"] == []
    stored = (tmp_path / "a.db").read_bytes()
    assert b"Sixten" not in stored and b"Kanarie" not in stored


def test_a_new_row_above_makes_nothing_new_below(audit: Audit, tmp_path: Path) -> None:  # noqa: F811
    """Nor does an author who is filled in where another row lacks one."""
    file, rules = tmp_path / "x.csv", "SOS3-12s3b,SOS3-12s3c"
    row = "19121212-1212;Alva;2025-03-0{day};{entered};Samtal;{text};{who}\n"
    old = [row.format(day=day, entered="2025-03-06", text=f"Samtal {day}", who=";") for day in (1, 2)]
    file.write_text(LIST + "".join(old), "utf-8")
    audit(file, rules=rules)
    above = row.format(day=5, entered="2025-03-06", text="Brev", who="Anna Berg;handläggare")
    mended = row.format(day=1, entered="2025-03-06", text="Samtal 1", who="Anna Berg;handläggare")
    file.write_text(LIST + above + mended + old[1], "utf-8")
    night = unit(audit(file, rules=rules), "")
    assert (len(night["new"]), len(night["back"]), len(night["mended"])) == (0, 0, 1)


def test_a_person_in_two_files_is_two_records_whichever_changes(audit: Audit, tmp_path: Path) -> None:  # noqa: F811
    folder, rules = tmp_path / "in", "SOS3-12s3b"
    folder.mkdir()
    rows = [
        f"19121212-1212;Alva;2025-03-04;2025-03-04;Samtal;{text};{who}\n" for text, who in (("Ett", "Anna Berg;handläggare"), ("Två", ";"))
    ]
    for name, row in zip("ab", rows, strict=True):
        (folder / f"{name}.csv").write_text(LIST + row, "utf-8")
    audit(folder, rules=rules)
    (folder / "b.csv").write_text(LIST + rows[1] + rows[0], "utf-8")
    night = audit(folder, rules=rules)
    assert [night.json["run"][key] for key in ("akter", "judged", "gone")] == [2, 1, 0]
    assert unit(night, "")["new"] == [] and night.code == 0


# -- what is shown, and what the store owes


def test_a_record_that_passed_unchanged_is_shown_by_its_id(night: Night, tmp_path: Path) -> None:
    file = exported(tmp_path / "x.xml", concern("akt-7"), cut=False)
    night("2025-03-05", file)
    later = night("2025-03-16", file)
    assert (later.json["run"]["judged"], unit(later, "")["clocks"][0]["akt"]) == (0, "akt-7")


def test_a_unit_without_records_is_not_called_passed(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:  # noqa: F811
    file = write(tmp_path / "x.xml", *three(), record("u", unit="e2"))
    audit(file)
    write(file, *three())
    told = sosfs_lint("audit", file, "--store", f"sqlite:///{tmp_path}/a.db", "--select", "SOS4-13.5").out
    assert "Enhet två: inget att bedöma\n  Inga akter från enheten" in told and "Färre än tre" not in told


def test_a_private_utforare_states_purpose_and_ground(audit: Audit, tmp_path: Path) -> None:  # noqa: F811
    file, config = write(tmp_path / "x.xml", *three()), tmp_path / "c.toml"
    file.write_text(file.read_text("utf-8").replace('typ="namnd"', 'typ="enskild-utforare"'), "utf-8")
    said = ["private-administration = true", 'actor-kind = "enskild-utforare"', 'purpose = "administration"', 'ground = "avtal"']
    config.write_text("\n".join(["[audit]", *said]), "utf-8")
    assert audit(file, "--config", config).code == 0
    for left_out in said:
        config.write_text("\n".join(["[audit]", *(line for line in said if line != left_out)]), "utf-8")
        stopped = audit(file, "--config", config)  # though the records are known and unchanged
        assert stopped.code == 2 and "private-administration" in stopped.err, left_out


def test_an_entry_off_the_end_of_the_log_is_missed_also_after_the_next_night(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:  # noqa: F811
    file, store = write(tmp_path / "x.xml", *three()), tmp_path / "a.db"

    def verified() -> tuple[int, str]:
        told = sosfs_lint("audit", "log", "--verify", "--store", f"sqlite:///{store}")
        return told.code, told.out.strip()

    audit(file)
    assert verified() == (0, "the log is whole")
    with sqlite3.connect(store) as db:
        db.execute("delete from log where id = (select max(id) from log)")
    assert verified() == (1, "the log is broken at entry 3")
    audit(file)
    assert verified() == (1, "the log is broken at entry 3")
    with sqlite3.connect(store) as db:
        db.execute("delete from log")
    assert verified()[0] == 1


def test_a_log_without_a_seal_gets_one_and_says_so(audit: Audit, sosfs_lint: Audit, tmp_path: Path) -> None:  # noqa: F811
    """As in a store of an older program."""
    file, where = write(tmp_path / "x.xml", *three()), ("--store", f"sqlite:///{tmp_path}/a.db")
    audit(file)
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute("delete from meta where name = 'log'")
    assert sosfs_lint("audit", "log", "--verify", *where).code == 1
    audit(file)
    assert sosfs_lint("audit", "log", "--verify", *where).code == 0
    entries = [json.loads(line)["what"] for line in sosfs_lint("audit", "log", *where).out.splitlines()]
    assert entries == ["started", "reads", "finished", "sealed", "started", "reads", "finished"]


@pytest.mark.parametrize(
    "command", [["runs"], ["log"], ["diff", 1, 2], ["purge", "--before", "2025-01-01"], ["decide", "x", "avsteg", "--until", "2999-01-01"]]
)
def test_a_store_that_is_not_there_is_told_and_not_made(sosfs_lint: Audit, tmp_path: Path, command: list[object]) -> None:
    stopped = sosfs_lint("audit", *command, "--store", f"sqlite:///{tmp_path}/audti.db")
    assert stopped.code == 2 and "there is no store" in stopped.err and list(tmp_path.iterdir()) == []


def test_what_a_store_suffers_is_told_in_words() -> None:
    from sqlalchemy.exc import OperationalError

    fault = sqlite3.OperationalError("disk I/O error")
    fault.sqlite_errorname = "SQLITE_IOERR_WRITE"  # as where a limit on the size of files is reached
    with pytest.raises(Exception, match="limit on the size of files"), told():
        raise OperationalError("", None, fault)


def content(folder: Path) -> list[Any]:
    with sqlite3.connect(folder / "a.db") as db:
        return sorted(db.execute("select akt, fingerprint, verdict, due, numbers from answers where until_run is null"))
