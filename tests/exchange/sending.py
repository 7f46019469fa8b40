"""Sending files and saying yes, as a browser does."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Patient
from diary.models import Day, Import
from diary.state import DayState

NOW = datetime(2026, 4, 10, 10, tzinfo=UTC)
TODAY = date(2026, 4, 10)
TWO_DAYS = "date,headache\n2026-03-01,1\n2026-03-02,0\n"


def url(patient: Patient, page: str = "files", *more: object) -> str:
    """The address of a page of the room."""
    return reverse(f"exchange:{page}", args=[patient.code, *more])


def upload(client: Client, patient: Patient, content: str | bytes, name: str = "my.csv") -> Any:
    """The answer to sending a file."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(url(patient), {"file": SimpleUploadedFile(name, data)})


def stage(client: Client, patient: Patient, content: str | bytes) -> Import:
    """The import that a file waits in, once sent."""
    response = upload(client, patient, content)
    staged: Import = patient.imports.get(status="waiting")
    assert response.status_code == 302
    assert response["Location"] == url(patient, "brought", staged.code)
    return staged


def look(client: Client, staged: Import) -> Any:
    """The page of an import."""
    return client.get(url(staged.patient, "brought", staged.code))


def say_yes(client: Client, staged: Import, replace: Iterable[str] = (), **data: str) -> Any:
    """The page after a yes to an import as its preview shows it."""
    return client.post(
        url(staged.patient, "confirm", staged.code),
        {"date_order": staged.date_order, "replace": list(replace), **data},
        follow=True,
    )


def bring(client: Client, patient: Patient, content: str | bytes) -> Import:
    """Send a file and say yes to it."""
    staged = stage(client, patient, content)
    say_yes(client, staged)
    staged.refresh_from_db()
    return staged


def undo(client: Client, done: Import) -> Any:
    """The page after undoing an import."""
    return client.post(url(done.patient, "undo", done.code), follow=True)


def key(day: Day) -> str:
    """What the preview's tick box of a day sends."""
    return f"{day.date} {day.version}"


def diary(patient: Patient) -> dict[date, DayState]:
    """All that is logged."""
    return {day.date: day.state for day in patient.days.order_by("date")}


def text(response: Any) -> str:
    """What the page's main part says, spaces collapsed."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main[0]))).strip()


def errors(response: Any) -> list[str]:
    """What stands beside the file field of a refused file."""
    assert response.status_code == 422
    beside = re.search(r'<ul[^>]*id="file-error">(.*?)</ul>', response.content.decode(), re.DOTALL)
    assert beside
    return [unescape(one) for one in re.findall(r"<li>(.*?)</li>", beside[1], re.DOTALL)]
