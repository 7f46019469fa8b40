"""Attacks: the taps that start and end one, and the pages that add, change and delete one."""

from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import with_patient
from accounts.locking import locked_on_post
from accounts.models import Patient
from accounts.redirects import next_url
from diary.attack_actions import delete_attack, end_attack, save_attack, start_attack, still_going
from diary.attack_forms import AttackForm
from diary.attack_list import attack_list
from diary.attack_words import AttackWords
from diary.day_views import day_url, not_in_future
from diary.models import Attack
from diary.moments import Moment
from diary.taps import once_a_tap, refused


class _TapForm(forms.Form):
    """Which attack a tap is about, and whether the person was asked if it went on all the time."""

    attack = forms.IntegerField()
    sure = forms.BooleanField(required=False)


def _home(patient: Patient) -> str:
    return reverse("home:today", args=[patient.code])


def _list(patient: Patient) -> str:
    return reverse("diary:attacks", args=[patient.code])


def _words(attack: Attack, patient: Patient, now: datetime) -> AttackWords:
    return AttackWords(attack, now, patient.time_zone)


@with_patient(owner_only=True)
@once_a_tap
def start(request: HttpRequest, patient: Patient, now: datetime) -> HttpResponse:
    """An attack has started."""
    if request.method == "POST":
        attack = start_attack(patient=patient, now=now)
        if attack.start != Moment.tapped(now, patient.time_zone):
            said = _("At that time you already have an attack: %(times)s.")
            messages.info(request, said % {"times": _words(attack, patient, now).times})
    return redirect(next_url(request, _home(patient)))


@with_patient(owner_only=True)
@once_a_tap
def still(request: HttpRequest, patient: Patient, now: datetime) -> HttpResponse:
    """The attack is still going on."""
    return _about_running(request, patient, now, over=False)


@with_patient(owner_only=True)
@once_a_tap
def over(request: HttpRequest, patient: Patient, now: datetime) -> HttpResponse:
    """The attack is over."""
    return _about_running(request, patient, now, over=True)


def _about_running(
    request: HttpRequest, patient: Patient, now: datetime, *, over: bool
) -> HttpResponse:
    home = next_url(request, _home(patient))
    if request.method != "POST":
        return redirect(home)
    form = _TapForm(request.POST)
    if not form.is_valid():
        why = _("It was not clear which attack was meant. Tap it again.")
        return refused(request, patient, why, go=home, there=_("Go back"))
    said = form.cleaned_data
    attack = Attack(pk=said["attack"], patient=patient)
    try:
        if over:
            runs = end_attack(attack=attack, now=now)
        else:
            runs = still_going(attack=attack, now=now, sure=said["sure"])
    except ValidationError as error:
        go = reverse("diary:attack", args=[patient.code, attack.pk])
        return refused(request, patient, error.messages[0], go=go, there=_("Say when it was over"))
    if not runs:
        why = _("This attack was ended or deleted meanwhile.")
        if not over:
            return refused(request, patient, why, go=home, there=_("Go back"))
        # It is over, as was wanted.
        messages.info(request, why)
    return redirect(home)


@with_patient(owner_only=True)
@locked_on_post
def add(request: HttpRequest, patient: Patient, on: date) -> HttpResponse:
    """Add an attack that began on a day."""
    not_in_future(patient, on)
    return _form(request, patient, Attack(patient=patient), on)


@with_patient(owner_only=True)
@locked_on_post
def edit(request: HttpRequest, patient: Patient, attack: int) -> HttpResponse:
    """Change when an attack started and ended."""
    found = _attack(request, patient, attack)
    return _form(request, patient, found, None) if found else redirect(_list(patient))


def _form(request: HttpRequest, patient: Patient, attack: Attack, on: date | None) -> HttpResponse:
    now = timezone.now()
    initial = {"start_on": on} if on else {}
    form = AttackForm(request.POST or None, instance=attack, now=now, initial=initial)
    back = next_url(request, day_url(patient, on) if on else _list(patient))
    if form.is_bound and form.is_valid():
        start, end = form.moments["start"], form.moments["end"]
        if start and not form.already_there:
            save_attack(attack=attack, start=start, end=end, now=now)
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {
        "patient": patient,
        "form": form,
        "attack": attack,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "back": back,
    }
    return render(request, "diary/attack_form.html", context, status=422 if form.errors else 200)


@with_patient(owner_only=True)
@locked_on_post
def delete(request: HttpRequest, patient: Patient, attack: int) -> HttpResponse:
    """Delete an attack, after a question."""
    found = _attack(request, patient, attack)
    if found is None:
        return redirect(_list(patient))
    now = timezone.now()
    if request.method == "POST":
        delete_attack(attack=found, now=now)
        messages.success(request, _("Deleted."))
        return redirect(next_url(request, _list(patient)))
    context = {
        "patient": patient,
        "attack": _words(found, patient, now),
        "next": request.GET.get("next", ""),
    }
    return render(request, "diary/attack_delete.html", context)


def _attack(request: HttpRequest, patient: Patient, pk: int) -> Attack | None:
    """One of the person's; None, and it is said, where a form is sent about one that is gone."""
    try:
        found: Attack = get_object_or_404(patient.attacks, pk=pk)
    except Http404:
        if request.method != "POST":
            raise
        messages.warning(request, _("It is not there any more."))
        return None
    return found


@with_patient(owner_only=False)
def attacks(request: HttpRequest, patient: Patient, before: date | None = None) -> HttpResponse:
    """All attacks, month by month, the newest first; those that began before a date."""
    now = timezone.now()
    context = {
        "patient": patient,
        "page": attack_list(patient, now, before),
        "today": patient.today(now),
        "before": before,
        "here": request.path,
        "own": patient.user_id == request.user.pk,
    }
    return render(request, "diary/attacks.html", context)
