"""The audit of a diary as its person reads it: a plain sentence for each thing that happened.

What one reader opened or took in a row on one day is one visit.
"""

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
    """One thing, or several alike on one day: from `first` to `last`, `count` of them.

    A visit of somebody else has the pages and files that they opened, each a line of its own.
    """

    words: str
    first: datetime
    last: datetime
    count: int
    opened: tuple["Line", ...] = ()


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
    """The events in words; what one person opened in a row on one day is one visit.

    The days are those of the current time zone.
    """
    rows = list(events)
    about = {row.about_id for row in rows if row.about_id}
    clinicians = Clinician.objects.filter(user__in=about)
    names = {clinician.user_id: str(clinician) for clinician in clinicians}
    found = []
    for _key, alike in groupby(rows, lambda row: _alike(patient, row)):
        group = list(alike)
        opened = _opened(group) if _is_visit(patient, group[0]) else ()
        found.append(_line(_words(patient, group[0], names), group, opened))
    return found


def _line(words: str, newest_first: list[AccessEvent], opened: tuple[Line, ...] = ()) -> Line:
    return Line(words, newest_first[-1].at, newest_first[0].at, len(newest_first), opened)


def _is_visit(patient: Patient, event: AccessEvent) -> bool:
    return event.kind in TOGETHER and event.actor_id != patient.user_id


def _alike(patient: Patient, event: AccessEvent) -> tuple[object, ...]:
    if event.kind not in TOGETHER:
        return (event.pk,)
    day = localtime(event.at).date()
    if _is_visit(patient, event):
        return (event.actor_id, event.actor_name, _by_staff(event), day)
    return (event.kind, event.page, day)


def _opened(visit: list[AccessEvent]) -> tuple[Line, ...]:
    """Each page and file of a visit once, the one opened last first."""
    same: dict[str, list[AccessEvent]] = {}
    for event in visit:
        same.setdefault(_page(event), []).append(event)
    return tuple(_line(words, events) for words, events in same.items())


def _page(event: AccessEvent) -> str:
    if event.kind == K.READ:
        return str(LOOKED.get(event.page, LOOKED_SOMEWHERE))
    return str(DOWNLOADED.get(event.page, DOWNLOADED_SOMETHING)[0])


def _words(patient: Patient, event: AccessEvent, names: dict[int, str]) -> str:
    own = event.actor_id == patient.user_id
    named = {
        "who": who(event),
        "whom": event.about_name or names.get(event.about_id or 0) or gettext("a clinician"),
    }
    return str(_sentence(event, own=own)) % named


def who(event: AccessEvent) -> str:
    """A clinician by name; of staff and of other patients not who they are."""
    if _by_staff(event):
        return gettext("Staff")
    return event.actor_name or gettext("Somebody")


def _sentence(event: AccessEvent, *, own: bool) -> str | Promise:
    if event.kind in TOGETHER:
        own_file = DOWNLOADED.get(event.page, DOWNLOADED_SOMETHING)[1]
        return own_file if own else _("%(who)s looked.")
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
