"""What stands in the audit as the name of a page, in words for the person whose diary it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By somebody else.
LOOKED: dict[str, str | Promise] = {
    "home:calendar": _("%(who)s looked at your calendar."),
    "home:calendar_month": _("%(who)s looked at a month of your calendar."),
    "home:calendar_year": _("%(who)s looked at a year of your calendar."),
    "diary:day": _("%(who)s looked at a day of your diary."),
    "home:scores": _("%(who)s looked at your scores."),
    "diary:attacks": _("%(who)s looked at your attacks."),
    "diary:earlier_attacks": _("%(who)s looked at your earlier attacks."),
    "diary:medicines": _("%(who)s looked at your medicines."),
    "home:treatments": _("%(who)s looked at your treatments."),
    "home:earlier_cycles": _("%(who)s looked at your earlier treatments."),
    "treatments:session": _("%(who)s looked at one of your treatments."),
    "treatments:compare_with": _("%(who)s chose two of your treatments to compare."),
    "treatments:compare": _("%(who)s compared two of your treatments."),
    "outcomes:before_after": _("%(who)s looked at your before and after."),
    "clinic:caseload": _("%(who)s saw you in the list of their patients."),
    "clinic:history": _("%(who)s looked at your whole diary on one page."),
    "clinic:sheet": _("%(who)s looked at your one-page summary."),
    "accounts:clinician": _("%(who)s saw your name in the list of their shares."),
    "accounts:end_share": _("%(who)s saw your name before ending the share."),
}
LOOKED_SOMEWHERE = _("%(who)s looked at your diary.")

# By somebody else, and by the person.
DOWNLOADED: dict[str, tuple[str | Promise, str | Promise]] = {
    "clinic:sheet_pdf": (
        _("%(who)s downloaded your one-page summary."),
        _("You downloaded your one-page summary."),
    ),
    "exchange:download": (
        _("%(who)s downloaded your days as a file."),
        _("You downloaded your days as a file."),
    ),
    "treatments:dates": (
        _("%(who)s downloaded your dates as a file."),
        _("You downloaded your dates as a file."),
    ),
    "treatments:session_date": (
        _("%(who)s downloaded one of your dates as a file."),
        _("You downloaded one of your dates as a file."),
    ),
    "exchange:everything": (
        _("%(who)s downloaded everything as a file."),
        _("You downloaded everything as a file."),
    ),
}
DOWNLOADED_SOMETHING = (_("%(who)s downloaded a file."), _("You downloaded a file."))
