"""What the pages of rights and of 回避 share: one plain form with its words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise

from accounts.views.base import VerbPage


class RightsPage(VerbPage):
    """A form about rights: heading, button, a sentence before and one after."""

    template_name = "households/rights/form.html"
    title: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    intro: ClassVar[str | Promise] = ""
    hint: ClassVar[str | Promise] = ""
    tone: ClassVar[str] = "btn-main"

    def back(self) -> tuple[str, str]:
        """Address and word of the way back."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        url, word = self.back()
        return {
            "title": self.title,
            "button": self.button,
            "intro": self.intro,
            "hint": self.hint,
            "tone": self.tone,
            "back_url": url,
            "back_word": word,
        }
