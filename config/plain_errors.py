"""Django's own errors of fields in the words of this house (look 7): what to do, not what a
machine calls it. A field that says more than this brings its own."""

from __future__ import annotations

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _


def speak() -> None:
    """Put the words in place; called once, when the project starts."""
    forms.Field.default_error_messages["required"] = _("请填写这一项。")
    for field in (forms.ChoiceField, forms.TypedChoiceField, forms.MultipleChoiceField):
        field.default_error_messages["required"] = _("请选一项。")
        field.default_error_messages["invalid_choice"] = _("请从列出的里面选。")
    for choice in (forms.ModelChoiceField, forms.ModelMultipleChoiceField):
        choice.default_error_messages["required"] = _("请选一项。")
        choice.default_error_messages["invalid_choice"] = _("请从列出的里面选。")
    forms.IntegerField.default_error_messages["invalid"] = _("请填整数。")
    forms.DecimalField.default_error_messages["invalid"] = _("请填数字，例如 3.5。")
    forms.DateField.default_error_messages["invalid"] = _("请填日期，例如 2026-11-26。")
    validators.MaxValueValidator.message = _("不能大于%(limit_value)s。")
    validators.MinValueValidator.message = _("不能小于%(limit_value)s。")
    validators.MaxLengthValidator.message = _("最多%(limit_value)d个字，现在有%(show_value)d个。")
    places = _("最多%(max)s位小数。")
    validators.DecimalValidator.messages["max_decimal_places"] = places  # type: ignore[assignment]
