"""What stands in the audit as the name of a page, in words for the person whose diary it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What somebody else looked at.
LOOKED: dict[str, str | Promise] = {
    "home:calendar": _("Your calendar"),
    "home:calendar_month": _("A month of your calendar"),
    "home:calendar_year": _("A year of your calendar"),
    "diary:day": _("A day of your diary"),
    "home:scores": _("Your scores"),
    "diary:attacks": _("Your attacks"),
    "diary:earlier_attacks": _("Your earlier attacks"),
    "diary:medicines": _("Your medicines"),
    "home:treatments": _("Your treatments"),
    "home:earlier_cycles": _("Your earlier treatments"),
    "treatments:session": _("One of your treatments"),
    "treatments:compare_with": _("The choice of two treatments to compare"),
    "treatments:compare": _("Two of your treatments side by side"),
    "outcomes:before_after": _("Your before and after"),
    "clinic:caseload": _("The list of their patients, with your line in it"),
    "clinic:history": _("The overview of your diary"),
    "clinic:sheet": _("Your page for the clinic"),
    "accounts:clinician": _("The list of their shares, with your name in it"),
    "accounts:end_share": _("Your name, before ending the share"),
    "admin:accounts_patient_change": _("How many days and treatments you logged, and when last"),
}
LOOKED_SOMEWHERE = _("Your diary")

# The file that somebody else took, and the sentence for the person's own.
DOWNLOADED: dict[str, tuple[str | Promise, str | Promise]] = {
    "clinic:sheet_pdf": (
        _("Your page for the clinic, downloaded"),
        _("You downloaded your page for the clinic."),
    ),
    "exchange:download": (
        _("Your days, downloaded"),
        _("You downloaded your days as a file."),
    ),
    "treatments:dates": (
        _("Your dates, downloaded"),
        _("You downloaded your dates as a file."),
    ),
    "treatments:session_date": (
        _("One of your dates, downloaded"),
        _("You downloaded one of your dates as a file."),
    ),
    "exchange:everything": (
        _("Everything, downloaded"),
        _("You downloaded everything as a file."),
    ),
}
DOWNLOADED_SOMETHING = (_("A file, downloaded"), _("You downloaded a file."))
