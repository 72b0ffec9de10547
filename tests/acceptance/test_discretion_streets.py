"""Streets are called after people, and are no names of them."""

from tests.acceptance.changes import Desk


def test_a_street_called_as_somebody_blocks_nothing(desk: Desk) -> None:
    for street in ("Grote Bergsma 26", "Anna Bergsma plein 3", "Laan van Nuñez 1"):
        desk.done(
            "set", "hattem", f"address.street={street}", "address.postcode=8051 EZ", "address.city=Hattem", "--dry-run"
        )
        desk.done("set", "hattem", f"address.street={street}", "address.postcode=8051 EZ", "address.city=Hattem")


def test_a_dry_run_says_what_the_change_would_say_of_a_name(desk: Desk) -> None:
    for more in ((), ("--dry-run",)):
        error = desk.refused(2, "set", "tafel", "name=Tafel Anna Bergsma", *more)
        assert "p-a1b2: 'Bergsma'" in error


def test_a_name_in_a_reason_is_refused_though_a_street_is_called_so(desk: Desk) -> None:
    desk.done("set", "hattem", "address.street=Grote Bergsma 26", "address.postcode=8051 EZ", "address.city=Hattem")
    assert "a person is named" in desk.refused(2, "set", "hattem", "short_name=H", "--reason", "brief van Bergsma")
