"""Filtering by place: a select of the divisions directly below the reader's own on pages, any
code through the API."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Division
from households.filters.report import inside_place


class PlacedFilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """A filter set over rows with a village."""

    place = django_filters.NumberFilter(
        label=_("区划"), field_name="village_id", method=inside_place
    )

    @property
    def form(self) -> forms.Form:
        """The form, its place drawn as a select; absent where there is only one village."""
        first = not hasattr(self, "_form")
        form = cast(forms.Form, super().form)
        if first and "place" in form.fields:
            below = self._below()
            choices = [("", _("全部")), *((d.code, d.name) for d in below)]
            form.fields["place"].widget = (
                forms.Select(choices=choices) if below else forms.HiddenInput()
            )
        return form

    def _below(self) -> list[Division]:
        user: Any = getattr(self.request, "user", None)
        posting = user.main_posting if isinstance(user, User) else None
        if posting is None:
            return []
        return list(Division.objects.filter(parent=posting.division).order_by("code"))
