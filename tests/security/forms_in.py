"""What a careful clerk would send: a filled form for each page, read from the page itself, and a
filled document for each API verb, read from the API's own description; so that a POST of the
matrix reaches the verb and not only the first check of its input."""

from __future__ import annotations

import json
import uuid
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.security.house import House
    from tests.security.surface import Address

READERS = ("village", "town", "county", "governance", "system_admin", "security_admin", "city")


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


class Typed:
    """What somebody who may would send to an address. A form is read when it is first wanted, or
    in passing when its page is opened anyway."""

    def __init__(self, found: House, described: dict[str, Any]) -> None:
        self.found, self.described = found, described
        self.known: dict[str, Any] = {"accounts:logout": None, "accounts:login": None}

    def get(self, address: Address, method: str) -> Any:
        """A filled form, a JSON document, or None where there is nothing to send."""
        if method != "POST":
            return None
        if address.name not in self.known:
            self.known[address.name] = (
                _document(self.found, self.described, "/" + address.bare_path)
                if address.is_api
                else self._read(address)
            )
        return self.known[address.name]

    def learn(self, address: Address, role: str, answer: HttpResponse) -> None:
        """The form of a page that was opened by somebody."""
        if address.is_api or address.name in self.known or answer.status_code != 200:
            return
        if role in _readers(address.name):
            self.known[address.name] = _filled(answer)

    def _read(self, address: Address) -> dict[str, str] | None:
        from tests.security.expecting import own_path

        for role in _readers(address.name):
            answer = self.found.ask(role, "GET", own_path(self.found, role, address))
            if answer.status_code == 200:
                return _filled(answer)
        return None


def _filled(answer: HttpResponse) -> dict[str, str]:
    from tests.security.rows import CANARY

    fields = _Fields()
    fields.feed(answer.content.decode(errors="replace"))
    # Nobody types what only the page's own reader may know.
    typed = {k: CANARY.sub("一", v) for k, v in fields.values.items()}
    if "reason" in typed:  # an export asks for more than one word
        typed["reason"] = "核对本单位的数据"
    return typed


def _readers(name: str) -> list[str]:
    """Who may read the page by the reviewed matrix, all where it does not list the page yet."""
    from tests.security.asking import listed

    row = listed().get((name, "GET"))
    return [role for role in READERS if row is None or row.get(role, "ok") == "ok"]


def _document(found: House, described: dict[str, Any], path: str) -> str:
    """A JSON document that fits the description of a POST, "{}" where there is none; what names
    a row of the first village and its county is theirs."""
    rows = found.rows.by_noun
    county, village = min(rows["campaigns"]), min(rows["reports"])
    theirs = {
        "campaign": rows["campaigns"][county].pk,
        "period": rows["periods"][county].pk,
        "county": county,
        "village": village,
        "unit": village,
        "household": str(rows["households"][village].uid),
        "party": rows["parties"][village].pk,
        "agent": str(rows["agents"][village].uid),
        "risk": str(rows["risks"][village].uid),
    }
    verb = described["paths"].get(path, {}).get("post", {})
    content = verb.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    sample = _sample(schema, described["components"]["schemas"]) if schema else {}
    return json.dumps(sample | {k: v for k, v in theirs.items() if k in sample})


def _sample(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _sample(known[schema["$ref"].rpartition("/")[2]], known)
    for joined in ("allOf", "oneOf", "anyOf"):
        if joined in schema:
            return _sample(schema[joined][0], known)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {k: _sample(v, known) for k, v in schema.get("properties", {}).items()}
    if kind == "array":
        return [_sample(schema.get("items", {}), known)]
    if kind in ("integer", "number"):
        return max(1, int(schema.get("minimum", 1)))
    if kind == "boolean":
        return True
    today = timezone.localdate().isoformat()
    return {"date": today, "uuid": str(uuid.uuid4())}.get(schema.get("format", ""), "一")
