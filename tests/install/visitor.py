"""Somebody with a browser: opens pages, fills in the forms that are served, presses their buttons.

It is copied into the new site and runs there, on what a site has: Django, Wagtail and Beautiful
Soup, which Wagtail brings. Everything goes through the site's own middleware, with CSRF enforced.
"""

from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

HOST = "learn.example.gov.uk"
ADDRESS = f"https://{HOST}"
FIELDS = "input[name], textarea[name], select[name]"


def words(element: Tag) -> str:
    """What an element says, on one line."""
    return " ".join(element.get_text(" ", strip=True).split())


class Visitor:
    """One browser. ``page`` is what it shows, ``path`` where it is (with the query)."""

    def __init__(self) -> None:
        self.client = Client(
            enforce_csrf_checks=True, SERVER_NAME=HOST, SERVER_PORT="443", HTTP_REFERER=ADDRESS
        )
        self.page = BeautifulSoup("", "html.parser")
        self.path = ""

    def open(self, address: str) -> None:
        """Go to an address of the site, with or without its origin."""
        self._show(self.client.get(address.removeprefix(ADDRESS), secure=True, follow=True))

    def fetch(self, address: str, accept: str) -> Any:
        """The response to a program that asks for ``accept``; the page stays."""
        assert address.startswith(ADDRESS), f"{address} is not in this site"
        path = address.removeprefix(ADDRESS)
        return self.client.get(path, headers={"accept": accept}, secure=True)

    def link(self, text: str) -> str:
        """Where the first link goes that says ``text``."""
        for anchor in self.page.find_all("a", href=True):
            if text in words(anchor):
                return str(anchor["href"])
        raise AssertionError(f"{self.path} has no link “{text}”:\n{self.says}")

    def follow(self, text: str) -> None:
        self.open(self.link(text))

    def press(self, button: str, **answers: Any) -> None:
        """Fill in the form that has ``button`` and send it as a browser would.

        ``answers`` replace what the form holds. An answer to a question that is not on the page is
        an error, but for what scripts would add: names with a hyphen.
        """
        pressed = self._button(button)
        form = pressed.find_parent("form")
        assert form is not None, f"the button “{button}” on {self.path} is in no form"
        asked = {str(field["name"]) for field in form.select(FIELDS)}
        unasked = {name for name in answers if name not in asked and "-" not in name}
        assert not unasked, f"{self.path} does not ask for {unasked}, but for {sorted(asked)}"
        data = self._fields(form) | answers
        if pressed.get("name"):
            data[str(pressed["name"])] = str(pressed.get("value", ""))
        target = str(form.get("action") or self.path)
        send = self.client.post if str(form.get("method")).lower() == "post" else self.client.get
        if send == self.client.get:
            target = urlsplit(target).path
        self._show(send(target, data, secure=True, follow=True))

    @property
    def says(self) -> str:
        """The text of the page, on one line."""
        return words(self.page)

    def _show(self, response: Any) -> None:
        asked = response.request
        self.path = asked["PATH_INFO"] + (f"?{q}" if (q := asked["QUERY_STRING"]) else "")
        self.page = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200, f"{response.status_code} at {self.path}:\n{self.says}"

    def _button(self, text: str) -> Tag:
        buttons = self.page.select("form button, form input[type=submit]")
        for found in buttons:
            if text in {words(found), found.get("value")}:
                return found
        there = [words(found) or found.get("value") for found in buttons]
        raise AssertionError(f"{self.path} has no button “{text}”, only {there}:\n{self.says}")

    @staticmethod
    def _fields(form: Tag) -> dict[str, Any]:
        """What a browser would send if nobody touched the form."""
        data: dict[str, Any] = {}
        for field in form.select(FIELDS):
            name, kind = str(field["name"]), str(field.get("type", field.name))
            if kind in {"submit", "button", "file"}:
                continue
            if kind in {"checkbox", "radio"}:
                if field.has_attr("checked"):
                    data[name] = field.get("value", "on")
            elif field.name == "select":
                chosen = [o.get("value", "") for o in field.select("option[selected]")]
                data[name] = chosen[0] if chosen else ""
            else:
                data[name] = field.get("value", "") if field.name == "input" else field.text
        return data
