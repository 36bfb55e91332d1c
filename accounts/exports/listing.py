"""A list page as a table paper: the same rows, the same filter, said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.exports.sheet import Cell, Column, Kind, Paper, Table
from accounts.queries import place_names
from accounts.templatetags.words import zh_date


@dataclass(frozen=True)
class Field:
    """One column of an exported list: value(row, masked) gives what the cell holds."""

    head: str | Promise
    value: Callable[[Any, bool], Any]
    kind: Kind = "text"
    width: int = 12

    @property
    def column(self) -> Column:
        """The column of the sheet."""
        return Column(str(self.head), self.kind, self.width)


def narrowed(found: django_filters.FilterSet | None, *, typed: bool) -> str:
    """How a list is narrowed, in words: 等级：红·高，区划：五段镇. Without `typed`, what somebody
    typed into a search field is only mentioned, since it may be a name (B6)."""
    if found is None:
        return ""
    form: forms.Form = found.form
    form.is_valid()
    parts = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", []):
            continue
        words = _chosen(name, field, value)
        if words is None:
            words = f"“{value}”" if typed else _("（已填写）")
        parts.append(f"{field.label}：{words}")
    return "，".join(parts)


def _chosen(name: str, field: forms.Field, value: Any) -> str | None:
    """The words of a choice or a place; None for what was typed freely."""
    if name == "place":
        return place_names({int(value)}).get(int(value), str(int(value)))
    if isinstance(field, forms.ChoiceField):
        labels = dict(field.choices)  # type: ignore[arg-type]
        return str(labels.get(value, labels.get(str(value), value)))
    if isinstance(field, forms.DateField):
        return zh_date(value)
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return f"{int(value)}"
    return None


def table_of(
    title: str,
    unit: str,
    fields: Sequence[Field],
    rows: Iterable[Any],
    *,
    masked: bool,
    measure: str,
    filter_words: str,
) -> Paper:
    """The rows of a list as a paper, numbered from 1; rows of an iterator flow through unkept."""
    columns = [Column(_("序号"), "int", 6), *(f.column for f in fields)]
    cells = (
        [Cell(n), *(Cell(f.value(row, masked)) for f in fields)] for n, row in enumerate(rows, 1)
    )
    flowing = isinstance(rows, Iterator)
    period = _("截至 %(day)s") % {"day": zh_date(timezone.localdate())}
    table = Table(
        title=title,
        unit=unit,
        period=period,
        columns=columns,
        rows=[] if flowing else list(cells),
        stream=cells if flowing else None,
        measure=measure,
        signers=((_("填表人"), ""), (_("审核人"), ""), (_("填报日期"), "")),
        filter_words=filter_words or _("全部"),
        landscape=sum(c.width for c in columns) > 90,
    )
    return Paper(title, tables=[table], landscape=table.landscape)
