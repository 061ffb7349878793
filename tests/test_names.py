from __future__ import annotations

import pytest

from sosfs_lint.language.names import NameKind, find_signature, name_kind


@pytest.mark.parametrize("name", ["Ylva Sandahl", "K. Lundh", "Dagny Berg", "Maj-Lis Hed", "Hemming af Ek"])
def test_a_first_name_and_a_surname_are_a_person(name: str) -> None:
    assert name_kind(name) is NameKind.FULL


@pytest.mark.parametrize("name", ["Natt", "Mottagningen", "Avdelning Gäddan", "vikarie", "Socialjouren", "Personal kväll"])
def test_a_shift_or_a_unit_is_nobody(name: str) -> None:
    assert name_kind(name) is NameKind.FUNCTION


@pytest.mark.parametrize("name", ["KB", "ysand", "hv31", "fo0728"])
def test_a_code_may_be_somebody(name: str) -> None:
    assert name_kind(name) is NameKind.CODE


@pytest.mark.parametrize("name", ["", "NN", "okänd", "Skyddad", None])
def test_a_blank_is_nothing(name: str | None) -> None:
    assert name_kind(name) in (NameKind.NOTHING, NameKind.FUNCTION)


@pytest.mark.parametrize(
    "text",
    [
        "Antecknat av K. Lundh, LSS-handläggare",
        "Inget svar.\n/Karin Berg\nsocialsekreterare",
        "Vi hörs efter helgen. Karin Berg, soc.sekr",
        "Sundby 2024-03-02\nKarin Berg, 1:e socialsekreterare",
        "Vid pennan: socialsekreterare Karin Berg",
        "Maten smakade. K Berg, undersköterska",
        "Ingen öppnade. S Öst, vik biståndshandläggare",
        "Åt lunch ute. Dragan Petrović, behandlingsassistent",
        "Vi hörs nästa vecka.\nMed vänlig hälsning Karin Berg, kurator",
        "Stödet är slut.\n2024-01-15 Karin Berg, kurator",
        "Ringde hem. Diktat, Karin Berg, kurator, utskrivet AB",
        "Ringde hem.\nKarin Berg, socialsekreterare/ua",
    ],
)
def test_a_name_with_title_signs_a_text(text: str) -> None:
    found = find_signature(text)
    assert found is not None and found.name is NameKind.FULL and found.title


@pytest.mark.parametrize(
    "text",
    [
        "Ärendet går över till Maria Ek efter helgen.",
        "Samtal med Torun Hed, kurator.",
        "Ringde Torun Hed, kurator.",
        "Träffade T Hed, kurator",
        "Vi möttes. I Sundby, enhetschef",
        "Ärendet stängs.",
        "Hälsningar\nMottagningen",
        "Ulf är underrättad. Beslut av Conny Brattler.",
        "Remiss skickad. BUP",
    ],
)
def test_a_person_that_the_text_is_about_signs_nothing(text: str) -> None:
    assert find_signature(text) is None


@pytest.mark.parametrize("text", ["Fakturan läggs till. /KH", "Ska fundera. SG", "Får uppsikt. M G", "Ringt x 2.\nKB"])
def test_initials_leave_doubt(text: str) -> None:
    found = find_signature(text)
    assert found is not None and found.name is NameKind.CODE
