"""Decisions last: an export that is shuffled, indented and prefixed anew has the same fingerprints, and every avsteg and baseline holds."""

from __future__ import annotations

import random
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from lxml import etree

from sosfs_lint.readers.aktexport import NAMESPACE


def re_exported(source: Path, dice: random.Random) -> bytes:
    """The same records as another program might write them: siblings of one kind in another order, other indents, prefixes and attributes' order."""
    old = etree.parse(source, etree.XMLParser(remove_blank_text=True)).getroot()
    for parent in list(old.iter(etree.Element)):
        if parent.text and parent.text.strip():
            continue
        parent[:] = [child for _, same in groupby(parent, key=lambda child: child.tag) for child in shuffled(list(same), dice)]
    root = etree.Element(old.tag, dict(old.attrib), nsmap={"ex": NAMESPACE})
    root.extend(list(old))
    for element in root.iter(etree.Element):
        attributes = shuffled(list(element.attrib.items()), dice)
        element.attrib.clear()
        element.attrib.update(attributes)
    etree.cleanup_namespaces(root, top_nsmap={"ex": NAMESPACE})
    etree.indent(root, space="\t\t")
    return etree.tostring(root, xml_declaration=True, encoding="utf-16")


def shuffled(items: list[Any], dice: random.Random) -> list[Any]:
    # The order of sections in a post, and of versions of a plan, is what the post says.
    if items and getattr(items[0], "tag", "").endswith(("avsnitt", "rattelse", "andrad")):
        return items
    return dice.sample(items, len(items))


@pytest.fixture
def decided(tmp_path: Path, sosfs_lint, request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any]]:
    """A record with three decisions made on it and the rest in a baseline, and the report of that run."""
    source = tmp_path / "export.xml"
    source.write_bytes((ROOT / "fixtures" / request.param / "export.xml").read_bytes())
    config = tmp_path / "sosfs-lint.toml"
    config.write_text('key-file = "nyckel"\noutputs = ["json"]\n', "utf-8")
    sosfs_lint("key", "new", tmp_path / "nyckel")
    found = sosfs_lint("check", source).json["findings"]
    for finding in found[:: len(found) // 3][:3]:
        args = ("avsteg", "add", finding["fingerprint"], source, "--reason", "Utrett", "--until", "2999-01-01", "--by", "E. Chef")
        assert sosfs_lint(*args).code == 0
    ran = sosfs_lint("baseline", "write", source, "--baseline", tmp_path / "b.jsonl", "--reason", "Känt")
    assert ran.code == 0, ran.err
    return source, sosfs_lint("check", source).json


@pytest.mark.parametrize("decided", ["barn-ej-inledd", pytest.param("lss", marks=pytest.mark.long)], indirect=True)
def test_every_decision_survives_a_re_export(decided: tuple[Path, dict[str, Any]], sosfs_lint) -> None:
    source, before = decided
    source.write_bytes(re_exported(source, random.Random(7)))
    after = sosfs_lint("check", source).json
    assert {finding["fingerprint"] for finding in after["findings"]} == {finding["fingerprint"] for finding in before["findings"]}
    assert [one["state"] for one in after["avsteg"]] == [one["state"] for one in before["avsteg"]] == ["used"] * 3
    assert after["summary"] == before["summary"] and after["summary"]["avsteg"] == 3
    new = sosfs_lint("check", source, "--baseline", source.with_name("b.jsonl"))
    assert (new.code, new.json["summary"]["error"], new.json["summary"]["known"]) == (0, 0, len(before["findings"]) - 3)
    assert new.json["summary"]["mended"] == 0
    assert [finding["status"] for finding in new.json["findings"]] == ["avsteg"] * 3
