"""Recording what followed a session, together with the answer it gives."""

from django.db import transaction

from treatments.choices import Unwelcome
from treatments.models import InjectionSession, SideEffect


def _answer(session_pk: int, said: Unwelcome | str, *, was: list[str] | None = None) -> None:
    rows = InjectionSession.objects.filter(pk=session_pk)
    if was is not None:
        rows = rows.filter(unwelcome__in=was)
    rows.update(unwelcome=said)


def record_side_effect(*, effect: SideEffect) -> None:
    """Save a side effect; its session then had something unwelcome."""
    with transaction.atomic():
        effect.save()
        _answer(effect.session_id, Unwelcome.SOMETHING)


def forget_side_effect(*, effect: SideEffect) -> None:
    """Delete a side effect; after the last one, its session is asked about again."""
    with transaction.atomic():
        effect.delete()
        if not SideEffect.objects.filter(session=effect.session_id).exists():
            _answer(effect.session_id, "", was=[Unwelcome.SOMETHING])
