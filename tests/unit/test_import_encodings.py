"""Texts in encodings that old programs and spreadsheets write, and those that no evidence tells."""

import pytest

from regio_cli.change.refusal import Refused
from regio_cli.exchange.import_.encoding import decoded

NAMES = "naam;plaats\nRenée Geçer;Zürich\nNoël Zoë;'s-Hertogenbosch\nAndré Núñez;x\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_names_are_read_in_the_encoding_that_they_are_written_in(codec: str) -> None:
    text, notes = decoded(NAMES.encode(codec))
    assert text == NAMES
    assert bool(notes) == (not codec.startswith("utf"))


@pytest.mark.parametrize("text", ["’t Hoen", "€ 12", "a – b", "René", "É. Jansen", "Bjørn"])
def test_what_windows_writes_is_read_as_that(text: str) -> None:
    assert decoded(f"naam\n{text}\n".encode("cp1252"))[0] == f"naam\n{text}\n"


def test_one_byte_of_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(Refused) as error:
        decoded(NAMES.encode() + "Renè\n".encode("cp1252"))
    assert str(error.value) == "line 5: the byte e8 is no UTF-8, which the rest of the file is"


def test_what_was_encoded_twice_is_read_once_or_refused() -> None:
    twice = NAMES.encode().decode("cp1252").encode()
    assert decoded(twice)[0] == NAMES
    with pytest.raises(Refused) as error:
        decoded(twice + "Noël\n".encode())
    assert "line 2: 'Ã©'" in str(error.value)


@pytest.mark.parametrize("text", ["naam\nNoël\n", "naam\nZoë\n"])
def test_a_file_with_one_letter_of_a_dos_page_is_never_read_as_another(text: str) -> None:
    try:
        assert decoded(text.encode("cp850"))[0] == text
    except Refused as error:
        assert "line 2" in str(error)
