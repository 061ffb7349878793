"""The pages in docs/ that are made from the rules and the commands are current."""

from __future__ import annotations

from conftest import ROOT

from sosfs_lint.cli import cli
from sosfs_lint.command_pages import LINE, command_pages
from sosfs_lint.linting import Rulebook
from sosfs_lint.listing import every_rule
from sosfs_lint.rule_pages import page_of


def test_the_generated_pages_are_current(sosfs_lint) -> None:
    outcome = sosfs_lint("docs", ROOT / "docs", "--check")
    assert outcome.code == 0, f"run sosfs-lint docs; not current are {outcome.out.split()}"


def test_every_requirement_has_a_heading_of_its_own(book: Rulebook) -> None:
    for rule in every_rule(book):
        assert f"\n## {rule.id}\n" in (ROOT / "docs" / page_of(rule)).read_text("utf-8"), rule.id


def test_every_command_has_a_page_with_words_of_its_own() -> None:
    for name in command_pages(cli, ROOT / "docs"):
        above, _, _ = (ROOT / "docs" / name).read_text("utf-8").partition(LINE)
        assert len(above.split()) > 15, name
        assert name in (ROOT / "docs/README.md").read_text("utf-8")


def test_docs_writes_the_pages_and_keeps_what_is_written_by_hand(tmp_path, sosfs_lint) -> None:
    (tmp_path / "kommandon").mkdir()
    (tmp_path / "kommandon/check.md").write_text("# check\n\nFör hand.\n\n", "utf-8")
    assert sosfs_lint("docs", tmp_path, "--check").code == 1
    assert sosfs_lint("docs", tmp_path).code == 0
    assert sosfs_lint("docs", tmp_path, "--check").code == 0
    text = (tmp_path / "kommandon/check.md").read_text("utf-8")
    assert text.startswith("# check\n\nFör hand.\n") and "--baseline FILE" in text
