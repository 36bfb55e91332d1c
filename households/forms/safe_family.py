"""Shape of input of 平安家庭."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkForm(forms.Form):
    """Which homes, and what they are: met, joined, or "every": all but those ticked meet it."""

    what = forms.ChoiceField(
        choices=[("met", _("达标")), ("joined", _("参与")), ("every", _("其余全部达标"))],
        error_messages={"required": _("请选登记什么。")},
    )
    homes = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["homes"]
        assert isinstance(field, forms.MultipleChoiceField)
        # The verb checks that they are of the village.
        field.valid_value = lambda value: _is_uuid(value)  # type: ignore[method-assign]


def _is_uuid(text: object) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True
