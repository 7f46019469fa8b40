"""The five cards on the page: what a patient may follow from them, and a clinician may not."""

import re
from datetime import date

from django.test import Client
from django.urls import reverse

from accounts.models import Clinician, Patient
from tests import make, people
from tests.outcomes.test_page import page_of, words

CARDS = ["frequency", "starts", "downtime", "lasting", "side-effects"]


def card(html: str, key: str) -> str:
    return html.split(f'aria-labelledby="claim-{key}"')[1].split("</section>")[0]


def links(html: str) -> list[str]:
    return [each for each in re.findall(r'href="([^"]+)"', html) if not each.startswith("https://")]


def test_all_five_stand_on_the_page_in_the_articles_order(alice: Patient, as_alice: Client) -> None:
    make.make_session(alice, date(2026, 1, 5))
    html = as_alice.get(page_of(alice)).content.decode()
    assert re.findall(r'aria-labelledby="claim-([^"]+)"', html) == CARDS


def test_each_unanswered_question_leads_to_its_session(alice: Patient, as_alice: Client) -> None:
    session = make.make_session(alice, date(2026, 1, 5))
    make.make_session(alice, date(2026, 4, 5), usual_after="at_once", unwelcome="skipped")
    html = as_alice.get(page_of(alice)).content.decode()
    to_session = reverse("treatments:session", args=[alice.code, session.pk])
    assert links(card(html, "downtime")) == [to_session]
    assert links(card(html, "side-effects")) == [to_session]


def test_an_account_without_a_session_can_add_one(alice: Patient, as_alice: Client) -> None:
    html = as_alice.get(page_of(alice)).content.decode()
    for key in ("downtime", "side-effects"):
        assert links(card(html, key)) == [reverse("treatments:add", args=[alice.code])]
        assert "When to get help" not in card(html, key)


def test_a_clinician_reads_the_same_without_links_to_change_it(
    alice: Patient, bob: Clinician
) -> None:
    make.make_side_effect(make.make_session(alice, date(2026, 1, 5)))
    html = people.browser_of(bob.user).get(page_of(alice)).content.decode()
    assert [links(card(html, key)) for key in CARDS] == [[]] * 5
    assert "it is still open when usual activities went on" in card(html, "downtime")
    assert "What has no last day yet counts as still there" in card(html, "side-effects")


def test_when_to_get_help_stands_below_side_effects_alone(alice: Patient, as_alice: Client) -> None:
    make.make_session(alice, date(2026, 1, 5))
    response = as_alice.get(page_of(alice))
    html = response.content.decode()
    assert "trouble swallowing, speaking or breathing" in card(html, "side-effects")
    assert words(response.content).count("When to get help at once") == 1


def test_own_words_do_no_harm(alice: Patient, as_alice: Client) -> None:
    session = make.make_session(alice, date(2026, 1, 5))
    make.make_side_effect(session, kind="other", other="<script>x</script>")
    html = as_alice.get(page_of(alice)).content.decode()
    assert "<script>x" not in html
    assert "&lt;script&gt;x&lt;/script&gt;" in card(html, "side-effects")
