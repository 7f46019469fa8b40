"""In which language a page is, and who says so."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Patient

LOGIN = "/accounts/login/"


def of(client: Client, address: str = LOGIN) -> str:
    """The language of a page, which its headers say as well."""
    page = client.get(address)
    language = str(page["Content-Language"])
    assert f'<html lang="{language}"' in page.content.decode()
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in page["Vary"].split(",")}
    return language


@pytest.mark.once
@pytest.mark.parametrize(
    ("asked", "language"),
    [("de-AT,de;q=0.9", "de"), ("es-MX", "es"), ("fr,nl;q=0.5", "en"), ("", "en"), ("fr,es", "es")],
)
def test_a_stranger_reads_what_the_browser_asks_for(db: None, asked: str, language: str) -> None:
    assert of(Client(headers={"accept-language": asked})) == language


def test_whoever_chose_a_language_is_answered_in_it(alice: Patient) -> None:
    client = Client(headers={"accept-language": "de"})
    client.force_login(alice.user)
    address = f"/p/{alice.code}/settings/"
    assert of(client, address) == "de"
    alice.user.language = "es"
    alice.user.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    assert of(client, address) == "es"
    assert client.get("/nowhere/")["Content-Language"] == "es"


@pytest.mark.parametrize("language", ["tlh", "fr", "../../etc"])
def test_a_language_that_is_not_spoken_any_more_does_no_harm(alice: Patient, language: str) -> None:
    alice.user.language = language
    alice.user.save()
    client = Client(headers={"accept-language": "de"})
    client.force_login(alice.user)
    assert of(client, f"/p/{alice.code}/settings/") == "de"


@pytest.mark.once
@pytest.mark.parametrize("address", [LOGIN, "/your-data/", "/accounts/signup/?next=/p/x/"])
def test_strangers_choose_a_language_at_the_foot_of_a_page(db: None, address: str) -> None:
    client = Client(headers={"accept-language": "de"})
    page = client.get(address).content.decode()
    for code, name in settings.LANGUAGES:
        assert f'<button class="btn btn-link" name="language" value="{code}" lang="{code}"' in page
        assert f">{name}</button>" in page
    assert f'name="next" value="{address}"' in page
    answer = client.post("/language/", {"language": "es", "next": address})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert of(client, address) == "es"
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.once
@pytest.mark.parametrize("asked", ["https://evil.example/", "//evil.example", "http://[", "\x00"])
def test_choosing_a_language_leads_nowhere_else(db: None, asked: str) -> None:
    answer = Client().post("/language/", {"language": "de", "next": asked})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.once
@pytest.mark.parametrize("language", ["", "tlh", "fr", "../../etc", "d" * 5000, "\x00"])
def test_what_is_no_language_changes_nothing(db: None, language: str) -> None:
    client = Client()
    assert client.post("/language/", {"language": language}).status_code == 302
    assert of(client) == "en"


@pytest.mark.once
def test_choosing_needs_a_token(db: None) -> None:
    refused = Client(enforce_csrf_checks=True).post("/language/", {"language": "de"})
    assert refused.status_code == 403


def test_who_is_logged_in_keeps_the_language_of_their_settings(
    as_alice: Client, alice: Patient
) -> None:
    alice.user.language = "de"
    alice.user.save()
    assert as_alice.post("/language/", {"language": "es"}).status_code == 302
    assert of(as_alice, f"/p/{alice.code}/settings/") == "de"
    assert 'name="language" value="es"' not in as_alice.get("/your-data/").content.decode()
    as_alice.logout()
    assert Client().get(LOGIN)["Content-Language"] == "en"


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "words"), [("de", "Dieses Passwort ist zu kurz"), ("es", "demasiado corta")]
)
def test_what_django_says_of_a_password_is_in_the_language(
    db: None, language: str, words: str
) -> None:
    client = Client(headers={"accept-language": language})
    typed = {"email": "new@example.org", "password1": "dTq9", "time_zone": "UTC", "consent": "on"}
    assert words in client.post("/accounts/signup/", typed).content.decode()
