"""The page on which it is written down where a session was injected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from treatments.choices import Product
from treatments.found import done_session, session_url, told_if_gone
from treatments.models import InjectionSession
from treatments.muscles import MOST_SITES, MOST_UNITS, STANDARD, STANDARD_UNITS_A_SITE, Doses, total
from treatments.site_forms import SitesForm
from treatments.where import Where, doses_of


def _last_time(session: InjectionSession) -> InjectionSession | None:
    """The session before of the same product whose sites are written down.

    Two products that go by "another" may be two.
    """
    if session.product == Product.OTHER:
        return None
    before = session.patient.injection_sessions.done(session.date).filter(
        product=session.product, date__lt=session.date, sites__isnull=False
    )
    found: InjectionSession | None = before.prefetch_related("sites").last()
    return found


def _fills(session: InjectionSession) -> dict[str, Doses]:
    """What the form can be filled with in one tap."""
    fills: dict[str, Doses] = {}
    if session.product == Product.ONABOTULINUMTOXIN_A:
        fills["standard"] = STANDARD
    last = _last_time(session)
    if last is not None:
        fills["last"] = doses_of(last)
    return {**fills, "none": {}}


@with_patient(owner_only=True)
@told_if_gone
@locked_on_post
def sites(request: HttpRequest, patient: Patient, pk: int) -> HttpResponse:
    """Where a done session was injected; all of it is saved at once."""
    session = done_session(patient, pk, patient.today(timezone.now()))
    fills = _fills(session)
    fill = fills.get(request.GET.get("fill", ""))
    form = SitesForm(request.POST or None, instance=session, fill=fill)
    if form.is_bound and form.is_valid():
        _say_saved(request, form)
        form.save()
        return redirect(session_url(patient, pk))
    standard = "standard" in fills
    context = {
        "patient": patient,
        "session": session,
        "form": form,
        "where": form.where,
        "stored": Where(form.before),
        "filled": fill is not None and not form.is_bound,
        "fills": {name: Where(doses) for name, doses in fills.items()},
        "standard": total(STANDARD.values()) if standard else None,
        "most": {"units": MOST_UNITS, "sites": MOST_SITES},
        "step": request.POST.get("step", STANDARD_UNITS_A_SITE if standard else ""),
    }
    return render(request, "treatments/sites.html", context, status=422 if form.errors else 200)


def _say_saved(request: HttpRequest, form: SitesForm) -> None:
    said = _("Saved.")
    if form.sum and form.takes_sum:
        said = _("Saved. The session’s total is now %(total)s, the sum of its sites.") % {
            "total": form.sum.words
        }
    messages.success(request, said)
