"""Every page in the other languages: what it says is translated, and what it draws stays right."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import trans_real
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.zones import zone_choices
from tests.bracketed import LANGUAGE, Bracketed, forget_kept, outside
from tests.catalog import LANGUAGES
from tests.pages import Texts, fields, is_page, walk
from tests.people import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PUBLIC = ["/your-data/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
# Names, which are the same in every language.
NAMES = re.compile(
    r"Clear Days|Botox|CSV|HIT-6|ICHD-3|NICE TA260|PMID|UTC|[A-Z][\w-]+ (?:19|20)\d\d|"
    + "|".join(name for _, name in settings.LANGUAGES)
)
WORD = re.compile(r"[^\W\d_]{2,}")
DRAWN = re.compile(r'\s(?:c?[xy]|[xy][12]|r|width|height|d|points|viewBox|transform)="[^"]*\d,\d')


@pytest.fixture
def people(settings: Settings) -> dict[str, User]:
    """The demo's people, who have something on every page."""
    settings.DEBUG = True
    call_command("demo", verbosity=0)
    settings.DEBUG = False
    return {user.email.partition("@")[0]: user for user in User.objects.all()}


@pytest.fixture
def in_brackets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """German in brackets wherever German is asked for."""
    forget_kept()
    monkeypatch.setitem(trans_real._translations, LANGUAGE, Bracketed())
    yield
    forget_kept()


def browser(language: str, user: User | None) -> Client:
    """A browser of somebody who reads the language."""
    headers = {"accept-language": language}
    return browser_of(user, headers=headers) if user else Client(headers=headers)


def own_words() -> list[str]:
    """All that people wrote themselves, and the names of their zones; long texts first."""
    found = {"a@example.org", *(label for _, label in zone_choices())}
    for name in ("accounts", "diary", "treatments"):
        for model in apps.get_app_config(name).get_models():
            for field in model._meta.get_fields():
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    found |= set(model._default_manager.values_list(field.name, flat=True))
    return sorted(filter(None, found), key=len, reverse=True)


def english(texts: list[str], own: list[str]) -> list[str]:
    """Those that have words in no brackets, but for names and what people wrote."""
    left = []
    for text in texts:
        for words in own:
            text = text.replace(words, "")
        if WORD.search(NAMES.sub("", text)):
            left.append(" ".join(text.split()))
    return left


def untranslated(response: HttpResponse, own: list[str]) -> list[str]:
    """What a page says in no brackets."""
    page = Texts(response.content.decode())
    said = [*outside("\n".join(page.flow)).splitlines(), *map(outside, page.attributes)]
    return english(said, own)


def untranslated_mail(message: EmailMessage, own: list[str]) -> list[str]:
    """What an e-mail says in no brackets."""
    return english([*map(outside, (message.subject, message.body))], [*own, "testserver", "http"])


@pytest.mark.usefixtures("in_brackets")
@pytest.mark.parametrize(
    ("who", "writes"),
    [("alice", ["", "?"]), ("charlie", []), ("bob", []), (None, ["", "?", "a@example.org"])],
)
def test_all_that_pages_forms_and_mails_say_is_translated(
    people: dict[str, User], who: str | None, writes: list[str]
) -> None:
    client, own = browser(LANGUAGE, people[who] if who else None), own_words()
    pages = list(walk(client, ["/", *PUBLIC]))
    assert len(pages) > 3
    left = {text: page.address for page in pages for text in untranslated(page.response, own)}
    for page, typed in product({page.route: page for page in pages}.values(), writes):
        form = dict.fromkeys(fields(page.response), typed)
        answer = client.post(page.address, form, follow=True)
        if is_page(answer):
            left |= dict.fromkeys(untranslated(answer, own), page.address)
    left |= {text: "e-mail" for each in mail.outbox for text in untranslated_mail(each, own)}
    assert left == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_the_language_and_draws_with_points(
    people: dict[str, User], language: str
) -> None:
    for page in walk(browser(language, people["alice"]), ["/"]):
        html = page.response.content.decode()
        assert (page.response.status_code, page.address) == (200, page.address)
        assert page.response["Content-Language"] == language
        assert f'<html lang="{language}"' in html
        assert (DRAWN.findall(html), page.address) == ([], page.address)
