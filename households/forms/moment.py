"""Moments typed on a page: day and minute in the county's time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHAPE = "%Y-%m-%dT%H:%M"


def moment_field(label: StrOrPromise, **kwargs: object) -> forms.DateTimeField:
    """A day and a time, with the browser's own picker."""
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=SHAPE),
        input_formats=[SHAPE, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        **kwargs,  # type: ignore[arg-type]
    )
