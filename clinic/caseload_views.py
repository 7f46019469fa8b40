"""All patients who share with a clinician: who is due, who changed, who stopped logging.

What is filtered and how it is ordered stands in the address, so that the back button and a reload
give the same. A name does not: that somebody looks for it here tells of their health, and addresses
stay in a browser's history and in logs. So the search is posted, and whom it found is kept in the
session as keys without names, of which only those are shown who still share; the address then says
only that it is asked for. That needs no script, and going back asks nothing anew.
"""

from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import with_clinician
from accounts.audit import record_looks
from accounts.models import Clinician, User
from clinic.caseload_choice import MOST_WORDS, Choice, Order, Show, find
from clinic.caseload_figures import figures_of
from clinic.caseload_roster import Entry, roster
from clinic.caseload_rows import row

PAGE_ROWS = 50
FOUND = "caseload_found"


@with_clinician
@require_http_methods(["GET", "HEAD", "POST"])
def caseload(request: HttpRequest, clinician: Clinician) -> HttpResponse:
    """The rows asked for; that they are read is recorded for each patient shown."""
    now = timezone.now()
    entries = roster(clinician, now)
    if request.method == "POST":
        return _search(request, entries)
    choice = Choice.of(request.GET)
    if choice.searched and FOUND in request.session:
        known = set(request.session[FOUND])
        picked = choice.pick(entry for entry in entries if entry.pk in known)
    else:
        choice = Choice(choice.show, choice.order)
        picked = choice.pick(entries)
    page = Paginator(picked, PAGE_ROWS).get_page(request.GET.get("page"))
    return _answer(request, entries, choice, page, now)


def _search(request: HttpRequest, entries: list[Entry]) -> HttpResponse:
    """Lead to those found; where there is nobody, say so beside what was typed."""
    typed = request.POST.get("name", "")[:MOST_WORDS].replace("\x00", "").strip()
    order = Choice.of(request.GET).order
    if not typed:
        return redirect(reverse("clinic:caseload") + Choice(order=order).query())
    found = find(entries, typed)
    if not found:
        nobody = Paginator(list[Entry](), PAGE_ROWS).get_page(1)
        return _answer(request, entries, Choice(order=order), nobody, None, typed)
    request.session[FOUND] = [entry.pk for entry in found]
    return redirect(reverse("clinic:caseload") + Choice(order=order, searched=True).query())


def _count(show: Show, entries: list[Entry], now: datetime | None) -> int | None:
    """How many a filter keeps; None beside a search for nobody, which is recorded as no look."""
    return None if now is None else sum(map(show.keeps, entries))


def _answer(
    request: HttpRequest,
    entries: list[Entry],
    choice: Choice,
    page: Page[Entry],
    now: datetime | None,
    typed: str = "",
) -> HttpResponse:
    shown = list(page.object_list)
    if shown and now is not None:
        assert isinstance(request.user, User)
        codes = [entry.code for entry in shown]
        record_looks(actor=request.user, patient_codes=codes, page="clinic:caseload", now=now)
    figures = figures_of(shown)
    context = {
        "anybody": bool(entries),
        "choice": choice,
        "typed": typed,
        "most": MOST_WORDS,
        "filters": [
            (Choice(show, choice.order).query(), show.label, _count(show, entries, now), show)
            for show in Show
        ],
        "orders": [
            (Choice(choice.show, order, choice.searched).query(), order.label, order)
            for order in Order
        ],
        "page": page,
        "previous": choice.query(page.number - 1),
        "next": choice.query(page.number + 1),
        "rows": [row(entry, figures[entry.pk]) for entry in shown],
    }
    return render(request, "clinic/caseload.html", context)
