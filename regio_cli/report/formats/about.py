"""What stands above every report: of where, which day and which commit it is, and with what it is compared."""

from regio_cli.model.text import N_, Text, Translator
from regio_cli.report.model import Report
from regio_cli.report.values import one_line, said

_SHORT = 10


def title(report: Report, translate: Translator) -> str:
    """Return the title of a report, with its region."""
    parts = (said(report.title, translate), one_line(report.region))
    return " – ".join(part for part in parts if part)


def moment(report: Report, translate: Translator) -> str:
    """Return the day and the commit that a report is of."""
    values = {"day": one_line(report.on), "commit": one_line((report.revision or "")[:_SHORT])}
    return Text(N_("{day}, commit {commit}") if report.revision else "{day}", values).render(translate)


def comparison(report: Report, translate: Translator) -> str:
    """Return with what a report is compared, empty when it is not."""
    if report.compared is None:
        return ""
    if (report.compared.on, report.compared.revision) == (report.on, report.revision):
        return translate(N_("compared with the registry as it is: before → after"))
    values = {"moment": moment(report.compared, translate)}
    return Text(N_("compared with {moment}: before → after"), values).render(translate)


def lines(report: Report, translate: Translator) -> list[str]:
    """Return what there is to say above a report, a line each: its moment, the comparison, and the notices."""
    found = [moment(report, translate), comparison(report, translate)]
    return [line for line in [*found, *(said(notice, translate) for notice in report.notices)] if line]
