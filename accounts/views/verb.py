"""A page that asks for one thing and calls one verb, all drawn by one template."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.utils.functional import Promise

from accounts.views.base import VerbPage


class PlainVerb(VerbPage):
    """heading: what is done; button: its word; hint: what happens then; ends: whether it ends
    something; sub: what it is about; facts: what should be read before; way: where one comes
    from, nearest last. A subclass gives act(), or perform() where it leads elsewhere."""

    template_name = "parts/verb.html"
    heading: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    hint: ClassVar[str | Promise] = ""
    ends: ClassVar[bool] = False

    def sub(self) -> str:
        """What the page is about, beside the heading."""
        return ""

    def way(self) -> list[tuple[str, str]]:
        """Links back: words and address; the last is where 返回 leads."""
        raise NotImplementedError

    def facts(self) -> list[tuple[str, Any]]:
        """Label and value of what should be read before acting."""
        return []

    def act(self, data: dict[str, Any]) -> str:
        """Call the verb; returns the sentence shown afterwards."""
        raise NotImplementedError

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        return self.done(self.act(data))

    def context(self) -> dict[str, Any]:
        way = self.way()
        return {
            "heading": self.heading,
            "button": self.button,
            "hint": self.hint,
            "ends": self.ends,
            "sub": self.sub(),
            "facts": self.facts(),
            "way": way,
            "back_url": way[-1][1],
        }

    def done(self, words: str, url: str = "") -> str:
        """Say what holds now and go back."""
        messages.success(self.request, words)
        return url or self.way()[-1][1]
