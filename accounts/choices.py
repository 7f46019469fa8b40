"""What a person may choose about their own diary, and what may happen between people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Detail(models.TextChoices):
    """What may be asked of a day beside the one question."""

    SEVERITY = "severity", _("How bad it was: mild, moderate or severe")
    PAIN = "pain", _("How bad it was as a number, 1 to 10")
    MEDICINES = "medicines", _("Medicines taken")
    TIMES = "times", _("When it started and ended")
    SYMPTOMS = "symptoms", _("Symptoms")
    ALLOWED = "allowed", _("What the day allowed")
    NOTE = "note", _("Note")


def usual_details() -> list[str]:
    """What is asked unless the person chose otherwise: all but the number."""
    return [detail.value for detail in Detail if detail is not Detail.PAIN]


class InvitationWay(models.TextChoices):
    """How an invitation reaches the clinician."""

    EMAIL = "email", _("by e-mail")
    CODE = "code", _("by a code said aloud")


class InvitationEnd(models.TextChoices):
    """How an invitation ended that did not simply run out."""

    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class EventKind(models.TextChoices):
    """What may stand in the audit."""

    READ = "read", _("looked at a page")
    DOWNLOADED = "downloaded", _("downloaded a file")
    INVITED = "invited", _("invited a clinician")
    NAMED = "named", _("typed the code")
    DECLINED = "declined", _("declined the invitation")
    WITHDRAWN = "withdrawn", _("took the invitation back")
    GRANTED = "granted", _("shared the diary")
    STOPPED = "stopped", _("ended the share")
    OPENED = "opened", _("was let in by staff for an hour")
    LOGIN_METHOD = "login_method", _("changed how to log in")
    ASKED = "asked", _("asked to be a clinician")
    APPROVED = "approved", _("approved the clinician")
    REFUSED = "refused", _("refused the clinician")
    DISABLED = "disabled", _("closed the account to log-in")
    ENABLED = "enabled", _("opened the account to log-in")
    RESENT = "resent", _("sent the verification again")
    RESTORED = "restored", _("brought a whole diary back from a file")
    DELETED = "deleted", _("deleted the account")
