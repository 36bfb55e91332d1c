"""A form whose free text is looked through for words of religion and politics (domain H ①)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.sensitive_words import found_in

SURE = "sure"


class ScannedForm(forms.Form):
    """`scanned` names the fields looked through. On a hit the form comes back with the words
    named and a tick box: take them out, or say that they are meant otherwise. Nothing of this is
    stored. The box is shown by the error summary, so no template has to know of it."""

    scanned: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[str] = []

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        sure = bool(self.data.get(self.add_prefix(SURE)))
        for name in self.scanned:
            words = found_in(str(data.get(name) or ""))
            if words and not sure:
                self.found += words
                self.add_error(
                    name,
                    _(
                        "写了“%(words)s”。宗教、政治和信访不登记，请删去；确是别的意思，"
                        "勾选“不涉及”再保存。"
                    )
                    % {"words": "”“".join(words)},
                )
        return data

    @property
    def asks_to_confirm(self) -> bool:
        """Whether the tick box is to be shown."""
        return bool(self.found)

    confirm_words = gettext_lazy("不涉及个人的宗教、政治和信访情况，照写")
