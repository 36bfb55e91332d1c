"""A page that is one short form and one verb: title, sentence, fields, button, way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages

from accounts.views.base import VerbPage


class PlainVerb(VerbPage):
    """Subclasses give title, button and back(), and act(): the verb, with what to say after."""

    template_name = "households/report/verb.html"
    title: ClassVar[Any]
    button: ClassVar[Any]
    hint: ClassVar[Any] = ""
    ending: ClassVar[bool] = False

    def subtitle(self) -> str:
        """What the page is about."""
        return ""

    def facts(self) -> list[tuple[str, Any]]:
        """Label and value of what should be read before acting."""
        return []

    def back(self) -> str:
        """Where the page came from, and where it leads afterwards."""
        raise NotImplementedError

    def act(self, data: dict[str, Any]) -> str:
        """Call the verb; returns the sentence shown afterwards."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "button": self.button,
            "hint": self.hint,
            "ending": self.ending,
            "subtitle": self.subtitle(),
            "facts": self.facts(),
            "back": self.back(),
        }

    def perform(self, data: dict[str, Any]) -> str:
        messages.success(self.request, self.act(data))
        return self.back()
