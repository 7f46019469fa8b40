"""Shares of a diary with a clinician, and the invitations that lead to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import InvitationEnd, InvitationWay
from accounts.models.people import Clinician, Patient
from accounts.querysets import InvitationQuerySet, ShareQuerySet


class Share(models.Model):
    """A patient lets a clinician read their diary, until it ends or is stopped.

    reason: why staff opened it without the patient's word, who is told; empty for any other.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="shares")
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="shares")
    with_notes = models.BooleanField(_("with notes"), default=False)
    started_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "clinician"],
                condition=Q(stopped_at=None),
                name="share_once_until_stopped",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("started_at")),
                name="share_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_id} → {self.clinician_id}"


class Invitation(models.Model):
    """A patient offers a share, by a link in an e-mail or by a code to say aloud.

    What it offers never changes: whoever wants other terms withdraws it and makes another. Its
    secret is kept as a digest only. An e-mail's is bound to the address that it went to; a code
    names a clinician first (`clinician`, `named_at`), whom the patient then confirms.
    share_until: when the share would end; None until it is stopped.
    """

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="invitations")
    way = models.CharField(max_length=10, choices=InvitationWay)
    email = models.EmailField(_("e-mail address"), blank=True)
    digest = models.CharField(max_length=64, unique=True)
    with_notes = models.BooleanField(_("with notes"), default=False)
    share_until = models.DateTimeField(_("until"), null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    clinician = models.ForeignKey(
        Clinician, models.CASCADE, related_name="invitations", null=True, blank=True
    )
    named_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=InvitationEnd, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(way=InvitationWay.CODE, email="")
                | (Q(way=InvitationWay.EMAIL) & ~Q(email="")),
                name="invitation_email_for_a_link",
            ),
            models.CheckConstraint(
                condition=Q(end="", ended_at=None) | (~Q(end="") & Q(ended_at__isnull=False)),
                name="invitation_ended_when_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_after_it_is_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.made_at:%Y-%m-%d}"
