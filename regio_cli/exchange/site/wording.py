"""The words of the pages themselves."""

from regio_cli.exchange.site.desk import Desk
from regio_cli.model.text import N_

LANGUAGES = {"nl": "Nederlands", "en": "English"}
MENU = (
    ("partners.html", N_("Partners")),
    ("bodies.html", N_("Bodies")),
    ("people.html", N_("People")),
    ("organigram.html", N_("Organigram")),
    ("calendar.html", N_("Lapse calendar")),
    ("figures.html", N_("Figures")),
)
WORDS = {
    "skip": N_("to the content"),
    "menu": N_("Menu"),
    "languages": N_("Languages"),
    "pages": N_("Pages"),
    "search": N_("Search by name"),
    "find": N_("Find"),
    "body": N_("body"),
    "seat": N_("seat"),
    "holder": N_("who"),
    "behalf": N_("on behalf of"),
    "together": N_("together with"),
    "from": N_("from"),
    "until": N_("until"),
    "now": N_("Seats now"),
    "seats": N_("Seats and holders"),
    "vacant": N_("Vacant"),
    "coming": N_("Coming"),
    "no_seats": N_("No seats on this day."),
    "in_office": N_("People in office"),
    "parts": N_("Bodies that work under it"),
    "invented": N_("This person is invented."),
    "figures": N_("All figures"),
    "past": N_("should have ended"),
    "none_vacant": N_("No seat is vacant on this day."),
    "moments": N_("When something ends"),
    "outline": N_("The same as a list"),
    "larger": N_("larger"),
    "smaller": N_("smaller"),
    "fit": N_("whole width"),
    "noscript": N_("Searching needs JavaScript; the lists in the menu have every name."),
    "ask": N_("Type a part of a name above."),
    "found_none": N_("Nothing found."),
    "found_one": N_("1 found."),
    "found_many": N_("# found."),
    "found_more": N_("# found; the first 50 are shown."),
}
_SHORT = 10


def about(desk: Desk) -> str:
    """Return from where a page comes: day, commit and audience."""
    origin = desk.facts.origin
    values = {"day": desk.day(origin.on), "commit": (origin.commit or "")[:_SHORT]}
    if origin.commit is None:
        return desk.say(N_("Public data as of {day}, with changes that are in no commit."), **values)
    return desk.say(N_("Public data as of {day}, commit {commit}."), **values)
