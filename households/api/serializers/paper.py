"""What the API says of papers: the same table the screen and Excel draw."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.exports.sheet import Form, Table, written


class PaperNameOut(serializers.Serializer[Any]):
    """One paper of the list."""

    key = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    period = serializers.CharField(help_text="month 或 quarter")
    personal = serializers.BooleanField(help_text="是否含家庭的逐行内容")


class PaperColumnOut(serializers.Serializer[Any]):
    """A column of a table."""

    head = serializers.CharField()
    group = serializers.CharField()
    kind = serializers.CharField()


class PaperCellOut(serializers.Serializer[Any]):
    """A cell: its words as printed, and the page with the rows a number counts."""

    words = serializers.CharField()
    url = serializers.CharField()


class PaperTableOut(serializers.Serializer[Any]):
    """A table paper."""

    title = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    measure = serializers.CharField()
    columns = PaperColumnOut(many=True)
    rows = serializers.ListField(child=PaperCellOut(many=True))
    totals = PaperCellOut(many=True)
    notes = serializers.ListField(child=serializers.CharField())


class PaperEntryOut(serializers.Serializer[Any]):
    """A field of a form."""

    head = serializers.CharField()
    words = serializers.CharField()


class PaperFormOut(serializers.Serializer[Any]):
    """A form paper."""

    title = serializers.CharField()
    unit = serializers.CharField()
    number = serializers.CharField()
    entries = PaperEntryOut(many=True)


class PaperOut(serializers.Serializer[Any]):
    """One paper for one unit and period."""

    key = serializers.CharField()
    tables = PaperTableOut(many=True)
    forms = PaperFormOut(many=True)


def table_values(table: Table) -> dict[str, Any]:
    """A table as plain values."""

    def line(cells: Any) -> list[dict[str, str]]:
        pairs = zip(table.columns, cells, strict=True)
        return [{"words": written(cell, c.kind), "url": cell.url} for c, cell in pairs]

    return {
        "title": table.title,
        "unit": table.unit,
        "period": table.period,
        "measure": table.measure,
        "columns": [
            {"head": str(c.head), "group": str(c.group), "kind": c.kind} for c in table.columns
        ],
        "rows": [line(cells) for cells in table.rows],
        "totals": line(table.totals) if table.totals else [],
        "notes": list(table.notes),
    }


def form_values(form: Form) -> dict[str, Any]:
    """A form as plain values."""
    entries = [{"head": e.label, "words": e.words} for line in form.lines for e in line]
    return {"title": form.title, "unit": form.unit, "number": form.number, "entries": entries}
