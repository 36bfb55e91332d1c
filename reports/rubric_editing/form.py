"""Form of one part: fields from its description, every fault at its field. Nothing is refused
here but what is too long: a draft may be wrong, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from reports.metrics.catalogue import METRICS
from reports.rubric_editing.checking import Placed
from reports.rubric_editing.kinds import KIND_FORMS
from reports.rubric_editing.shape import Content, plain_form, sorted_rows, split, written
from reports.rubric_editing.spec import COUNTED_PARTS, Field, Rows, Spec, held, hold
from reports.rules.kinds import KINDS

BLANK_ROWS = 2
NAMED_ONCE = 6  # fields of a row that still stand side by side under one head
Address = tuple[str, ...]
# What of a metric can be counted beside the lines: its figures, then its events under its name.
PARTS_COUNTED: list[Any] = [
    ("", "—"),
    *COUNTED_PARTS.items(),
    *(
        (metric.name, [(event.key, event.label) for event in metric.events])
        for metric in METRICS.values()
        if metric.events
    ),
]


def name_of(*steps: object) -> str:
    """The name of a field: f-cap, r-event-0-points, k-deduct-event-0-points."""
    return "-".join(str(step) for step in steps)


@dataclass(frozen=True, slots=True)
class ShownRows:
    """A list as the page shows it."""

    title: str
    rows: list[list[forms.BoundField]]
    continues: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether a row needs more than one line, so that each says its names."""
        return len(self.rows[0]) > NAMED_ONCE


@dataclass(frozen=True, slots=True)
class ShownKind:
    """One rule kind with its fields; `when` ties it to the chosen kind."""

    kind: str
    title: str
    does: str
    example: str
    fields: list[forms.BoundField]
    lists: list[ShownRows]
    chosen: bool


class PartForm(forms.Form):
    """What a part holds: `f-` entries, `r-` lists; of a line also `kind` and `k-` parameters."""

    def __init__(self, spec: Spec, node: Content, *args: Any, **kwargs: Any) -> None:
        data = kwargs.pop("data", None)
        super().__init__(_flat(spec, node) if data is None else data, *args, **kwargs)
        self.spec, self.node = spec, node
        self._fields("f", "r", spec, node, typed=data)
        self.is_line = "rule" in node
        if self.is_line:
            rule = node["rule"]
            self.fields["kind"] = forms.ChoiceField(
                label=_("计分方式"),
                required=False,
                choices=[(key, KINDS[key].title) for key in KIND_FORMS if key in KINDS],
                widget=forms.RadioSelect,
            )
            self.fields["kind"].needed = True  # type: ignore[attr-defined]
            for kind, form in KIND_FORMS.items():
                now = rule if rule.get("kind") == kind else {}
                self._fields(f"k-{kind}", f"k-{kind}", form.spec, now, typed=data)

    def _fields(self, single: str, many: str, spec: Spec, node: Content, typed: Any) -> None:
        for field in spec.fields:
            if field.fixed:
                continue
            self.fields[name_of(single, field.key)] = made = _made(field)
            if field.key == "metric":
                made.when = "f-source=computed"  # type: ignore[attr-defined]
                made.needed = True  # type: ignore[attr-defined]
        for rows in spec.rows:
            kept = len(rows.flat(node.get(rows.key, [])))
            blank = BLANK_ROWS if len(rows.columns) <= NAMED_ONCE else 1
            for number in range(_count(typed, many, rows.key, kept, blank)):
                for field in rows.columns:
                    made = _made(field, short=True)
                    row = _("第%(n)d行") % {"n": number + 1}
                    made.widget.attrs["aria-label"] = f"{row} {made.label}"
                    self.fields[name_of(many, rows.key, number, field.key)] = made

    def values(self) -> Content:
        """What was typed, as the part's entries; empty rows are left out."""
        data = self.cleaned_data
        out = _read(data, "f", "r", self.spec)
        for field in self.spec.fields:
            if field.fixed and field.key in self.node:
                out[field.key] = self.node[field.key]
        if self.is_line:
            kind = data.get("kind") or self.node["rule"].get("kind", "manual")
            form = KIND_FORMS[kind]
            out["rule"] = {"kind": kind, **_read(data, f"k-{kind}", f"k-{kind}", form.spec)}
        return out

    def tell(self, faults: Sequence[Placed], part_length: int) -> list[str]:
        """Put each fault at its field; answers those that belong to no field of this form."""
        rest = []
        for fault in faults:
            name = self._name_at(fault.path[part_length:], fault.key)
            if name in self.fields:
                self.add_error(name, fault.short)
            else:
                rest.append(fault.short)
        return rest

    def _name_at(self, path: Sequence[str | int], key: str) -> str:
        """The field a place inside the part belongs to, "" for none."""
        if path[:1] == ("rule",):
            kind = self.node["rule"].get("kind", "")
            if not path[1:] and key in ("", "kind"):
                return "kind"
            spec = KIND_FORMS[kind].spec if kind in KIND_FORMS else Spec()
            return _placed(f"k-{kind}", f"k-{kind}", spec, self.node["rule"], path[1:], key)
        return _placed("f", "r", self.spec, self.node, path, key)

    def singles(self) -> list[forms.BoundField]:
        """The entries in order."""
        return [self[name_of("f", field.key)] for field in self.spec.fields if not field.fixed]

    def lists(self) -> list[ShownRows]:
        """The lists in order."""
        return self._lists("r", self.spec)

    def _lists(self, many: str, spec: Spec) -> list[ShownRows]:
        shown = []
        for rows in spec.rows:
            number, found = 0, []
            while name_of(many, rows.key, number, rows.fields[0].key) in self.fields:
                found.append(
                    [self[name_of(many, rows.key, number, field.key)] for field in rows.columns]
                )
                number += 1
            shown.append(ShownRows(rows.title, found, rows.inner is not None))
        return shown

    def kinds(self) -> list[ShownKind]:
        """Every rule kind with its parameters."""
        now = self["kind"].value() if self.is_line else ""
        return [
            ShownKind(
                kind,
                KINDS[kind].title,
                form.does,
                form.example,
                [self[name_of(f"k-{kind}", field.key)] for field in form.spec.fields],
                self._lists(f"k-{kind}", form.spec),
                kind == now,
            )
            for kind, form in KIND_FORMS.items()
            if self.is_line and kind in KINDS
        ]


def _count(typed: Mapping[str, Any] | None, many: str, key: str, kept: int, blank: int) -> int:
    if typed is None:
        return kept + blank
    number = 0
    while any(name.startswith(f"{many}-{key}-{number}-") for name in typed):
        number += 1
    return number


def _made(field: Field, *, short: bool = False) -> forms.Field:
    made = _field(field, short)
    made.needed = not field.optional  # type: ignore[attr-defined]
    made.wide = field.kind in ("long", "words") or (  # type: ignore[attr-defined]
        bool(field.options) and not field.optional
    )
    return made


def _field(field: Field, short: bool) -> forms.Field:
    label, hint = field.label, field.hint
    if field.unit:
        label = f"{label}（{field.unit}）"
    if field.kind == "flag":
        return forms.BooleanField(label=label, required=False, help_text=hint)
    if field.key == "metric":
        options = [("", "—"), *((m.key, m.name) for m in METRICS.values())]
        return _chosen(label, hint, options, forms.Select)
    if field.key == "part":
        return _chosen(label, hint, PARTS_COUNTED, forms.Select)
    if field.options and field.optional:
        return _chosen(label, hint, [("", "—"), *field.options], forms.Select)
    if field.options:
        return _chosen(label, hint, list(field.options), forms.RadioSelect)
    widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
    if field.kind == "number":
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    elif field.kind == "long":
        widget = forms.Textarea(attrs={"rows": 2 if short else 3})
    return forms.CharField(
        label=label, required=False, max_length=field.most, widget=widget, help_text=hint
    )


def _chosen(label: str, hint: str, options: list[Any], widget: type[forms.Widget]) -> forms.Field:
    return forms.ChoiceField(
        label=label, required=False, choices=options, widget=widget, help_text=hint
    )


def _flat(spec: Spec, node: Content) -> dict[str, Any]:
    """A node as form data."""
    out = _flat_part("f", "r", spec, node)
    rule = node.get("rule")
    if rule:
        kind = rule.get("kind", "manual")
        out["kind"] = kind
        if kind in KIND_FORMS:
            out |= _flat_part(f"k-{kind}", f"k-{kind}", KIND_FORMS[kind].spec, rule)
    return out


def _flat_part(single: str, many: str, spec: Spec, node: Content) -> dict[str, Any]:
    out = {name_of(single, f.key): _shown(held(node, f.key), f) for f in spec.fields}
    for rows in spec.rows:
        for number, one in enumerate(rows.flat(node.get(rows.key, []))):
            out |= {
                name_of(many, rows.key, number, f.key): _shown(one.get(f.key), f)
                for f in rows.columns
            }
    return out


def _shown(value: Any, field: Field) -> Any:
    if field.kind == "flag":
        return "on" if value else ""
    if field.kind == "words":
        return "、".join(value or [])
    return "" if value is None else value


def _read(data: Mapping[str, Any], single: str, many: str, spec: Spec) -> Content:
    out: Content = {}
    for field in spec.fields:
        if value := _typed(data.get(name_of(single, field.key)), field):
            hold(out, field.key, value)
    for rows in spec.rows:
        found = _read_rows(data, many, rows)
        if found:
            out[rows.key] = sorted_rows(rows.gathered(found), rows)
    return out


def _read_rows(data: Mapping[str, Any], many: str, rows: Rows) -> list[Content]:
    found, number = [], 0
    while name_of(many, rows.key, number, rows.fields[0].key) in data:
        entry = {
            f.key: v
            for f in rows.columns
            if (v := _typed(data.get(name_of(many, rows.key, number, f.key)), f))
        }
        # A row whose name was emptied is meant to go, also when its code still stands there.
        if set(entry) - {"key", "event"}:
            found.append(entry)
        number += 1
    return found


def _typed(value: Any, field: Field) -> Any:
    if field.kind == "flag":
        return bool(value)
    if field.kind == "words":
        return split(str(value or ""))
    return plain_form(written(value or ""), field)


def _placed(
    single: str, many: str, spec: Spec, node: Content, path: Sequence[str | int], key: str
) -> str:
    """The name of a field by the path to it inside a part."""
    if not path:
        return name_of(single, key) if key else ""
    rows = next((rows for rows in spec.rows if rows.key == path[0]), None)
    if rows is None:  # a section inside the part
        return name_of(single, f"{path[0]}.{key}")
    if not key or len(path) == 1:
        return ""
    inside = int(path[3]) if len(path) == 4 else 0
    return name_of(many, rows.key, rows.row_of(node.get(rows.key, []), int(path[1]), inside), key)
