"""The reader remarks on a fault of form exactly where the XSD does."""

from __future__ import annotations

import random
import re
from importlib.resources import files

from conftest import read, said
from lxml import etree

EXAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<aktexport xmlns="urn:sosfs-lint:aktexport:1" version="1.0">
  <export kallsystem="X" tid="2025-11-20T08:00:00" fullstandig="true" makulerade-medfoljer="ja"><falt namn="anteckning/kalla" status="okant"/></export>
  <aktor typ="namnd" namn="N"/><enhet id="e1" namn="E"/>
  <medarbetare id="m1" namn="Anna Berg"><befattning benamning="socialsekreterare" enhet="e1" from="2023-01-01"/></medarbetare>
  <personakt id="akt-1" akttyp="handlaggning" enhet="e1" upprattad="2025-03-03">
    <enskild id="p1" namn="Kim T" fodd="2015-02-14"><identitet typ="annan" varde="x"/><kontakt typ="tel" varde="1" skyddad="false"/></enskild>
    <berord id="p2" namn="M T" roll="vardnadshavare"/>
    <tolk behov="true" sprak="so"/>
    <arende id="ar-1" lag="SoL" startad="2025-03-10"><aktualisering id="ak" inkom="2025-03-03T10:15:00"/><skede moment="utreda" start="2025-03-03"/><ansvarig ref="m1"/></arende>
    <samtycke id="s-1" arende="ar-1" svar="lamnat" av="p2" tid="2025-03-12"><galler kontakt="skola">skolan</galler></samtycke>
    <beslut id="b-1" arende="ar-1" typ="t" datum="2025-03-10"><lagrum>x</lagrum><motivering format="text">y</motivering><beslutsfattare ref="m1"/></beslut>
    <handling id="h-1" slag="inkommen"><titel>T</titel><inkommen tid="2025-03-03"/><fil sokvag="f" textlager="true" sidor="2"/></handling>
    <anteckning id="j-1" lag="SoL" moment="utreda"><rubrik>R</rubrik><handelse tid="2025-03-04"/><upprattadAv ref="m1"/><registrerad tid="2025-03-04"/><avsnitt sida="1" struken="false">Text.</avsnitt><kallposition fil="f" rad="2"/></anteckning>
  </personakt>
</aktexport>"""
# Faults of content, not of form: the schema knows nothing of them.
BEYOND_THE_SCHEMA = {"dangling", "duplicate-id", "unknown-field", "impossible-tid", "unknown-year", "unreadable-text"}


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(files("sosfs_lint").joinpath("data/aktexport.xsd").read_bytes()))


def test_the_example_is_valid_and_gets_no_remark() -> None:
    assert schema().validate(etree.fromstring(EXAMPLE.encode()))
    assert said(read(EXAMPLE)) == []


def test_whatever_is_changed_the_reader_and_the_schema_agree() -> None:
    validator, dice = schema(), random.Random(2014)
    tags = sorted(set(re.findall(r"<(\w+)", EXAMPLE)) - {"xml", "aktexport", "personakt"})
    disagreed = []
    for _ in range(600):
        tree = etree.fromstring(EXAMPLE.encode())
        change(tree, dice, tags)
        changed = etree.tostring(tree, encoding="unicode")
        form = [key for key in said(read(changed)) if key not in BEYOND_THE_SCHEMA]
        if bool(form) == validator.validate(tree):
            disagreed.append((form, str(validator.error_log)[:200]))
    assert disagreed == []


def change(tree: etree._Element, dice: random.Random, tags: list[str]) -> None:
    """One change that may or may not break the schema."""
    ns = "{urn:sosfs-lint:aktexport:1}"
    nodes = [node for node in tree.iter() if isinstance(node.tag, str) and node is not tree and node.tag != f"{ns}personakt"]
    node = dice.choice(nodes)
    match dice.randrange(6):
        case 0 if node.attrib:
            node.set(dice.choice(list(node.attrib)), dice.choice(["x", "2024-01-01", "2024", "true", "3", "SoL", "inkommen", "ja", "-1"]))
        case 1 if node.attrib:
            del node.attrib[dice.choice(list(node.attrib))]
        case 2:
            node.set(dice.choice(["id", "typ", "okand", "lag", "tid", "namn", "struken"]), dice.choice(["x", "2024-05-05", "SoL"]))
        case 3:
            node.append(etree.Element(ns + dice.choice([*tags, "okand"])))
        case 4 if node.getparent() is not None and len(node.getparent()) > 1:
            parent = node.getparent()
            parent.remove(node)
            parent.insert(dice.randrange(len(parent) + 1), node)
        case _:
            node.getparent().remove(node)
