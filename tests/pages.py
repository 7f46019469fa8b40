"""The pages of the site as a person walks them, and what they show."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import Resolver404, resolve

# Of pages that differ only in a date or a number, two are enough.
ENOUGH = 2
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)')
SAID = ("aria-label", "title", "alt", "placeholder", "data-words")
UNSEEN = ("script", "style")


class Texts(HTMLParser):
    """What a page says: its texts in one flow, and the attributes that are read aloud or shown.

    Without what has a language of its own, as the names of languages have, or is in none.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.flow: list[str] = []
        self.attributes: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        foreign = own.get("translate") == "no" or (tag != "html" and "lang" in own)
        self._open.append((tag, tag in UNSEEN or foreign))
        self.attributes += [own[name] or "" for name in SAID if name in own]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass  # what has no end, such as <input>

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(left_out for _, left_out in self._open):
            self.flow.append(data)


def not_found() -> bytes:
    """404.html, to which nothing is known but the language."""
    return render_to_string("404.html").encode()


class Page(NamedTuple):
    """What an address answered, and which of the site's routes it is."""

    address: str
    route: str
    response: HttpResponse


def fields(response: HttpResponse) -> set[str]:
    """The names of what a page lets its reader fill in."""
    return set(FIELD.findall(response.content.decode())) - {"csrfmiddlewaretoken"}


def is_page(response: HttpResponse) -> bool:
    """Whether somebody sees it."""
    return "Location" not in response and response.headers.get("Content-Type", "").startswith(
        "text/html"
    )


def walk(client: Client, start: list[str]) -> Iterator[Page]:
    """Each page that links lead to, from these on."""
    waiting, seen, routes = list(start), set(start), Counter[str]()
    while waiting:
        address = waiting.pop(0)
        try:
            route = resolve(urlsplit(address).path).route
        except Resolver404:
            continue
        routes[route] += 1
        if routes[route] > ENOUGH or "logout" in route or route.startswith("admin/"):
            continue
        response = client.get(address)
        if is_page(response):
            yield Page(address, route, response)
        found = [response["Location"]] if "Location" in response else []
        if is_page(response):
            found += LINK.findall(response.content.decode())
        for link in found:
            there = urljoin(address, link).partition("#")[0].replace("&amp;", "&")
            if there.startswith("/") and there not in seen:
                seen.add(there)
                waiting.append(there)
