"""What a careful clerk would type: a filled form for each page, read from the page itself, so
that a POST of the matrix reaches the verb and not only the form's own checks."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from tests.security.house import House

Typed = dict[tuple[str, str], dict[str, Any]]
READERS = ("village", "town", "county", "governance", "system_admin", "security_admin")


class _Fields(HTMLParser):
    """Names and plausible values of the fields inside the page's POST forms."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = got.get("method") == "post" and "logout" not in got.get("action", "")
        name = got.get("name", "")
        if not self.inside:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and got.get("value"):
            self.values.setdefault(self.select, got["value"])
        elif tag == "textarea":
            self.values.setdefault(name, "已核实")
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            self.values.setdefault(name, _plausible(got))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""


def _plausible(got: dict[str, str]) -> str:
    if got.get("value"):
        return got["value"]
    today = timezone.localdate().isoformat()
    return {"date": today, "number": "1", "checkbox": "on"}.get(got.get("type", ""), "一")


def typed_in(found: House) -> Typed:
    """(address name, POST) → the form as somebody who may open it would send it."""
    from tests.security.house import own_path
    from tests.security.surface import addresses

    out: Typed = {}
    for address in addresses():
        if address.is_api or address.name in {"accounts:logout", "accounts:login"}:
            continue
        for role in READERS:
            answer = found.ask(role, "GET", own_path(found, role, address))
            if answer.status_code == 200:
                fields = _Fields()
                fields.feed(answer.content.decode())
                out[(address.name, "POST")] = fields.values
                break
    return out
