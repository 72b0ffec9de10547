"""Content lines of vCard and iCalendar."""

from hypothesis import given
from hypothesis import strategies as st

from regio_cli.exchange.export.contentlines import components, escaped, folded, line

TEXTS = st.text(st.characters(codec=None))


def test_a_value_can_end_neither_itself_nor_its_line() -> None:
    assert escaped("a;b,c\\d\r\nEND:VCARD\u2028x\x00") == "a\\;b\\,c\\\\d\\nEND:VCARD\\nx"
    assert components("Berg; van", "Els") == "Berg\\; van;Els"


def test_a_parameter_is_quoted_and_has_no_quote_in_it() -> None:
    assert line("X", "1", {"CN": 'a"b;c\nd^'}) == 'X;CN="a^\'b;c^nd^^":1'


def test_a_line_of_75_octets_is_whole_and_of_76_folded() -> None:
    assert folded(["a" * 75]) == b"a" * 75 + b"\r\n"
    assert folded(["a" * 76]) == b"a" * 75 + b"\r\n a\r\n"


@given(st.lists(TEXTS, max_size=4))
def test_folded_lines_are_short_whole_characters_and_give_the_text_back(texts: list[str]) -> None:
    lines = [line("NOTE", escaped(each)) for each in texts]
    out = folded(lines)
    for each in out.split(b"\r\n"):
        assert len(each) <= 75
        each.decode()
    assert out.decode().replace("\r\n ", "") == "".join(f"{each}\r\n" for each in lines)
    assert out.count(b"\r") == out.count(b"\n") == out.count(b"\r\n")
