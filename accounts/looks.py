"""The audit of a diary as its person reads it: one plain sentence for each thing that happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import EventKind
from accounts.models import AccessEvent, Clinician, Patient
from accounts.page_names import DOWNLOADED, DOWNLOADED_SOMETHING, LOOKED, LOOKED_SOMEWHERE

K = EventKind
TOGETHER = (K.READ, K.DOWNLOADED)
# By the person; `whom` is the clinician whom it is about.
BY_YOU: dict[str, str | Promise] = {
    K.INVITED: _("You invited a clinician."),
    K.WITHDRAWN: _("You took an invitation back."),
    K.GRANTED: _("You shared your diary with %(whom)s."),
    K.STOPPED: _("You stopped sharing with %(whom)s."),
    K.LOGIN_METHOD: _("You changed how you log in."),
    K.ASKED: _("You asked to be a clinician here."),
    K.RESTORED: _("You brought your whole diary back from a file."),
}
BY_OTHERS: dict[str, str | Promise] = {
    K.NAMED: _("%(who)s typed your code."),
    K.DECLINED: _("%(who)s said no to your invitation."),
    K.GRANTED: _("%(who)s accepted your invitation and can see your diary."),
    K.STOPPED: _("%(who)s ended the share of your diary."),
}
BY_STAFF: dict[str, str | Promise] = {
    K.STOPPED: _("Staff ended your share with %(whom)s."),
    K.DECLINED: _("Staff ended your invitation to %(whom)s."),
    K.WITHDRAWN: _("Staff took your invitation back."),
    K.OPENED: _("Staff opened your diary to %(whom)s for one hour."),
    K.LOGIN_METHOD: _("Staff changed how you log in."),
    K.APPROVED: _("Staff approved you as a clinician."),
    K.REFUSED: _("Staff did not approve you as a clinician."),
    K.DISABLED: _("Staff closed your account to log-in."),
    K.ENABLED: _("Staff opened your account to log-in again."),
    K.RESENT: _("Staff sent you the e-mail that checks your address again."),
}
STAFF_ONLY = {K.OPENED, K.APPROVED, K.REFUSED, K.DISABLED, K.ENABLED, K.RESENT}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, or several alike in a row on one day: from `first` to `last`, `count` of them."""

    words: str
    first: datetime
    last: datetime
    count: int


def events_of(patient: Patient) -> QuerySet[AccessEvent]:
    """All that was done with the diary, or with the account, the newest first."""
    user = patient.user
    of_account = Q(patient_code=None) & (
        Q(about=user) | Q(actor=user, kind__in=(K.LOGIN_METHOD, K.ASKED))
    )
    rows = AccessEvent.objects.filter(Q(patient_code=patient.code) | of_account)
    found: QuerySet[AccessEvent] = rows.order_by("-at", "-pk")
    return found


def lines(patient: Patient, events: Iterable[AccessEvent]) -> list[Line]:
    """The events in words; looks of one person at one page on one day that follow each other once.

    The days are those of the current time zone.
    """
    rows = list(events)
    about = {row.about_id for row in rows if row.about_id}
    clinicians = Clinician.objects.filter(user__in=about)
    names = {clinician.user_id: str(clinician) for clinician in clinicians}
    found = []
    for _key, alike in groupby(rows, _alike):
        group = list(alike)
        words = _words(patient, group[0], names)
        found.append(Line(words, group[-1].at, group[0].at, len(group)))
    return found


def _alike(event: AccessEvent) -> tuple[object, ...]:
    if event.kind not in TOGETHER:
        return (event.pk,)
    return (event.kind, event.actor_id, event.actor_name, event.page, localtime(event.at).date())


def _words(patient: Patient, event: AccessEvent, names: dict[int, str]) -> str:
    own = event.actor_id == patient.user_id
    named = {
        "who": who(event),
        "whom": names.get(event.about_id or 0) or gettext("a clinician"),
    }
    return str(_sentence(event, own=own)) % named


def who(event: AccessEvent) -> str:
    """A clinician by name; of staff and of other patients not who they are."""
    if _by_staff(event):
        return gettext("Staff")
    return event.actor_name or gettext("Somebody")


def _sentence(event: AccessEvent, *, own: bool) -> str | Promise:
    if event.kind == K.READ:
        return LOOKED.get(event.page, LOOKED_SOMEWHERE)
    if event.kind == K.DOWNLOADED:
        return DOWNLOADED.get(event.page, DOWNLOADED_SOMETHING)[own]
    others = BY_STAFF if _by_staff(event) else BY_OTHERS
    said = BY_YOU if own else others
    for sentences in (said, BY_STAFF, BY_OTHERS, BY_YOU):
        if event.kind in sentences:
            return sentences[event.kind]
    return event.get_kind_display()


def _by_staff(event: AccessEvent) -> bool:
    """Whether it was neither the person nor the clinician or account that it is about."""
    of_another = event.about_id is not None and event.actor_id != event.about_id
    return event.kind in STAFF_ONLY or event.actor_id is None or of_another
