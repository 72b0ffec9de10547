"""docs/rules.md says what the rules say."""

from tools.rules_page import PAGE, page


def test_the_page_of_rules_is_made_from_the_rules() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
