"""E-mails that could not be sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailFailure(models.Model):
    """An e-mail that the mail server did not take: when, of what kind, and why, without its text.

    kind: the name of its template. error: the name of the exception, whose message may quote the
    address. user: whose address it went to, where it is an account's.
    """

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("e-mail"), max_length=80, blank=True)
    error = models.CharField(_("error"), max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mail_failures",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("e-mail not sent")
        verbose_name_plural = _("e-mails not sent")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
