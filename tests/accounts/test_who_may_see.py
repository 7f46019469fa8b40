"""Invite, accept, decline, confirm, stop, run out, delete, in any order: a model says who sees."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from accounts.invitation_actions import (
    CODE_HOLDS,
    LINK_HOLDS,
    Invited,
    TooManyInvitationsError,
    accept,
    confirm,
    decline,
    find_by_link,
    invite_by_code,
    invite_by_email,
    name_by_code,
    withdraw,
)
from accounts.models import AccessEvent, Clinician, Invitation, Patient, Share
from accounts.share_actions import end_shares_of, stop
from tests import people

PATIENTS, CLINICIANS = ("alice", "charlie"), ("bob", "dan")
LONG = timedelta(days=400)
someone, anyone = st.sampled_from(PATIENTS), st.sampled_from(CLINICIANS)
durations = st.sampled_from([None, timedelta(days=1), timedelta(days=30), LONG])


@dataclass
class Offer:
    """What the model knows of an invitation."""

    patient: str
    to: str | None
    pk: int
    secret: str
    notes: bool
    until: datetime | None
    expires: datetime
    open: bool = True
    named: str | None = None


class WhoMaySee(RuleBasedStateMachine):
    """The real actions beside a model: who sees whom, with notes or not, until when."""

    offers = Bundle("offers")

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = datetime(2026, 3, 1, 12, tzinfo=people.LONG_AGO.tzinfo)
        self.patients = {name: people.make_patient(name) for name in PATIENTS}
        self.clinicians = {name: people.make_clinician(name) for name in CLINICIANS}
        self.known: list[Offer] = []
        self.seen: dict[tuple[str, str], tuple[bool, datetime | None]] = {}
        self.approved = set(CLINICIANS)
        # From the start somebody sees somebody, so that every way to end it has something to end.
        for who, to in zip(PATIENTS, CLINICIANS, strict=True):
            offer = self.offered(who, to, who == PATIENTS[0], LONG)
            assert isinstance(offer, Offer)
            self.follow_the_link(offer, to)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # --- the model -------------------------------------------------------------------------------

    def may_take(self, offer: Offer, who: str) -> bool:
        lasts = offer.until is None or offer.until > self.now
        return self.holds(offer) and lasts and who in self.approved

    def holds(self, offer: Offer) -> bool:
        return offer.open and offer.expires > self.now and offer.patient in self.patients

    def take(self, offer: Offer, who: str) -> None:
        offer.open = False
        self.seen[offer.patient, who] = (offer.notes, offer.until)

    # --- what may happen -------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 23, 24, 24 * 14, 24 * 29, 24 * 401]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def offered(self, who: str, to: str | None, notes: bool, lasts: timedelta | None) -> object:
        patient = self.patients.get(who)
        until = self.now + lasts if lasts else None
        if patient is None:
            return multiple()
        terms = {"patient": patient, "with_notes": notes, "share_until": until, "now": self.now}
        try:
            with transaction.atomic():
                made: Invited = (
                    invite_by_email(email=f" {to.title()}@Example.org", **terms)
                    if to
                    else invite_by_code(**terms)
                )
        except TooManyInvitationsError:
            return multiple()
        for earlier in self.known:
            if earlier.patient == who and earlier.to == to and self.holds(earlier):
                earlier.open = False
        holds = LINK_HOLDS if to else CODE_HOLDS
        expires = self.now + holds
        offer = Offer(who, to, made.invitation.pk, made.secret, notes, until, expires)
        self.known.append(offer)
        return offer

    @rule(target=offers, who=someone, to=anyone, notes=st.booleans(), lasts=durations)
    def invite(self, who: str, to: str, notes: bool, lasts: timedelta | None) -> object:
        return self.offered(who, to, notes, lasts)

    @rule(target=offers, who=someone, notes=st.booleans(), lasts=durations)
    def say_a_code(self, who: str, notes: bool, lasts: timedelta | None) -> object:
        return self.offered(who, None, notes, lasts)

    @rule(offer=offers, who=anyone)
    def follow_the_link(self, offer: Offer, who: str) -> None:
        taken = isinstance(accept(pk=offer.pk, clinician=self.fresh(who), now=self.now), Share)
        assert taken is (offer.to == who and self.may_take(offer, who))
        if taken:
            self.take(offer, who)

    @rule(offer=offers, who=anyone)
    def say_no(self, offer: Offer, who: str) -> None:
        said = decline(pk=offer.pk, user=self.clinicians[who].user, now=self.now)
        assert said is (offer.to == who and self.holds(offer))
        offer.open = offer.open and not said

    @rule(offer=offers, who=anyone)
    def type_the_code(self, offer: Offer, who: str) -> None:
        Clinician.objects.update(code_tries=0)
        found = name_by_code(clinician=self.fresh(who), code=offer.secret.lower(), now=self.now)
        # Typed twice by the same one it is the second of two taps.
        free = offer.to is None and offer.named in (None, who)
        assert isinstance(found, Invitation) is (free and self.may_take(offer, who))
        if isinstance(found, Invitation):
            offer.named = who

    @rule(offer=offers, who=anyone, other=someone)
    def confirm_who_typed_it(self, offer: Offer, who: str, other: str) -> None:
        if other not in self.patients:
            return
        clinician = self.clinicians[who].pk
        done = confirm(
            patient=self.patients[other], pk=offer.pk, clinician_pk=clinician, now=self.now
        )
        named = offer.named == who and offer.patient == other and offer.to is None
        assert isinstance(done, Share) is (named and self.may_take(offer, who))
        if isinstance(done, Share):
            self.take(offer, who)

    @rule(offer=offers, other=someone)
    def take_it_back(self, offer: Offer, other: str) -> None:
        if other in self.patients:
            done = withdraw(patient=self.patients[other], pk=offer.pk, now=self.now)
            assert done is (offer.patient == other and self.holds(offer))
            offer.open = offer.open and not done

    @rule(who=someone, with_whom=anyone, by_clinician=st.booleans())
    def stop_sharing(self, who: str, with_whom: str, by_clinician: bool) -> None:
        clinician = self.clinicians[with_whom]
        for share in Share.objects.filter(patient__user__email=f"{who}@example.org").filter(
            clinician=clinician
        ):
            actor = clinician.user if by_clinician else share.patient.user
            stop(share=share, actor=actor, now=self.now)
        self.seen.pop((who, with_whom), None)

    @rule(who=anyone)
    def leave_the_practice(self, who: str) -> None:
        end_shares_of(clinician=self.clinicians[who], actor=self.clinicians[who].user, now=self.now)
        self.seen = {pair: terms for pair, terms in self.seen.items() if pair[1] != who}
        for offer in self.known:
            offer.open = offer.open and offer.named != who

    @rule(who=anyone, yes=st.booleans())
    def staff_decide(self, who: str, yes: bool) -> None:
        approved = people.LONG_AGO if yes else None
        Clinician.objects.filter(pk=self.clinicians[who].pk).update(approved_at=approved)
        (self.approved.add if yes else self.approved.discard)(who)

    @rule(gone=consumes(offers), chance=st.integers(0, 3))
    def delete_the_account(self, gone: Offer, chance: int) -> None:
        if chance == 0 and gone.patient in self.patients:
            self.patients.pop(gone.patient).user.delete()
            self.seen = {p: terms for p, terms in self.seen.items() if p[0] != gone.patient}

    def fresh(self, who: str) -> Clinician:
        return Clinician.objects.select_related("user").get(pk=self.clinicians[who].pk)

    # --- what must hold after each ---------------------------------------------------------------

    @invariant()
    def those_see_whom_the_model_lets(self) -> None:
        expected = {
            (patient, who, notes)
            for (patient, who), (notes, until) in self.seen.items()
            if who in self.approved and (until is None or until > self.now)
        }
        names = {patient.pk: name for name, patient in self.patients.items()}
        found = {
            (names[patient.pk], who, bool(patient.notes_visible))
            for who, clinician in self.clinicians.items()
            for patient in Patient.objects.visible_to(clinician.user, Share.objects.live(self.now))
        }
        assert found == expected

    @invariant()
    def a_link_leads_somewhere_while_its_invitation_is_open(self) -> None:
        for offer in self.known:
            found = find_by_link(offer.secret, self.now)
            assert (found is not None) is (bool(offer.to) and self.holds(offer))

    @invariant()
    def each_grant_is_in_the_audit_once(self) -> None:
        grants = AccessEvent.objects.filter(kind="granted", patient_code__isnull=False)
        taken = sum(1 for _ in grants)
        shares = Share.objects.count()
        assert taken >= shares


def test_whatever_happens_those_see_whom_the_patient_let(db: None) -> None:
    run_state_machine_as_test(
        WhoMaySee,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
