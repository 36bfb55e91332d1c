"""The parts every page is put together from: icons, badges, limits, fields, cells.

Loaded as template builtins, so a page needs no ``load`` line for them. A date stands for a whole
day in the county's time zone; a datetime is aware.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, widgets
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.templatetags.drawings import bars, icon
from accounts.templatetags.words import (
    DASH,
    dash_none,
    mask_name,
    percent,
    yuan,
    zh_date,
    zh_day,
    zh_time,
    zh_weekday,
)
from accounts.work import TierFace

register = template.Library()

# Names and marks of the shipped scale; a county's own level brings its own (look.md 5: shape by
# rank, not by hue).
TIERS: Mapping[str, tuple[Any, str]] = {
    "red": (gettext_lazy("红·高"), "top"),
    "orange": (gettext_lazy("橙·较高"), "mid1"),
    "yellow": (gettext_lazy("黄·中"), "mid1"),
    "blue": (gettext_lazy("蓝·较低"), "low"),
    "green": (gettext_lazy("绿·低"), "low"),
    "grey": (gettext_lazy("灰·未复核"), "grey"),
}
STATES: Mapping[str, str] = {
    "progress": "",
    "returned": "",
    "done": "check",
    "refused": "close",
    "plain": "",
    "secret": "lock",
    "wait": "pause",
    "have": "check",
    "lack": "overdue",
    "late": "soon",
}


class ReportCell(Protocol):
    """One village and one period of the zero-report grid (domain C4)."""

    kind: str
    count: int | None
    url: str | None
    sentence: str


CELL_FACES: Mapping[str, Callable[[int], str]] = {
    "nil": lambda _count: _("零"),
    "found": str,
    "late_nil": lambda _count: _("迟零"),
    "late_found": lambda count: _("迟%(count)s") % {"count": count},
    "missing": lambda _count: _("缺"),
    "amended": lambda count: _("更%(count)s") % {"count": count or _("零")},
    "untrue": lambda count: _("×失%(count)s") % {"count": count or ""},
    "returned": lambda count: _("退%(count)s") % {"count": count or ""},
    "exempt": lambda _count: _("免"),
    "open": lambda _count: _("待"),
    "not_due": lambda _count: DASH,
    "na": lambda _count: "",
}


def _now(context: Context) -> datetime:
    """The page's own moment (``frame.now``) or the clock, in local time."""
    moment = getattr(context.get("frame"), "now", None)
    return timezone.localtime(moment or timezone.now())


def _badge(css: str, drawing: str, words: str) -> SafeString:
    return format_html('<span class="{}">{}{}</span>', css, icon(drawing), words)


@register.simple_tag(takes_context=True)
def tier(context: Context, level: TierFace | str, review_due: date | None = None) -> SafeString:
    """Badge of a risk tier with the day it must be reviewed by; past that day it turns grey.
    `level`: a level of the county's scale, or a colour under its shipped name."""
    code = level if isinstance(level, str) else level.code
    if code not in TIERS:
        return format_html('<span class="muted">{}</span>', DASH)
    past = review_due is not None and review_due < _now(context).date()
    shown = "grey" if past else code
    words, shape = TIERS[shown]
    if not past and not isinstance(level, str):
        words, shape = level.label, level.shape
    badge = _badge(f"tier tier-{shown}", f"tier-{shape}", str(words))
    if review_due is None:
        return badge
    until = _("过期") if past else _("至")
    note = f"{zh_day(review_due)}{until}" if past else f"{until} {zh_day(review_due)}"
    return format_html('{} <span class="tier-until">{}</span>', badge, note)


@register.simple_tag(takes_context=True)
def due(context: Context, when: date | datetime | None, done: object = False) -> SafeString:
    """Badge of a time limit: overdue, today, days left, or done."""
    if done:
        return _badge("due due-done", "check", _("已办"))
    if when is None:
        return format_html('<span class="muted">{}</span>', DASH)
    now = _now(context)
    moment = timezone.localtime(when) if isinstance(when, datetime) else None
    days = ((moment.date() if moment else when) - now.date()).days
    if days < 0:
        return _badge("due due-over", "overdue", _("逾期 %(n)s 天") % {"n": -days})
    if moment and moment < now:
        hours = max(1, int((now - moment).total_seconds() // 3600))
        return _badge("due due-over", "overdue", _("逾期 %(n)s 小时") % {"n": hours})
    if days == 0:
        shown = moment and moment.time().replace(second=0, microsecond=0)
        whole_day = shown in (None, time(0), time(23, 59))
        return _badge(
            "due due-soon", "soon", _("今天") if whole_day else f"{_('今天')} {shown:%H:%M}"
        )
    left = _("还剩 %(n)s 天") % {"n": days}
    return _badge("due due-soon", "soon", left) if days == 1 else _badge("due", "clock", left)


@register.simple_tag
def state(kind: str, label: object) -> SafeString:
    """Tag of a state; ``kind`` is one of STATES, anything else is drawn as plain."""
    known = kind if kind in STATES else "plain"
    drawing = STATES[known]
    return format_html(
        '<span class="tag tag-{}">{}{}</span>', known, icon(drawing) if drawing else "", label
    )


@register.simple_tag
def report_cell(cell: ReportCell) -> SafeString:
    """One ``td`` of the zero-report grid; the whole cell is the link, the sentence its name."""
    kind = cell.kind if cell.kind in CELL_FACES else "na"
    face = CELL_FACES[kind](cell.count or 0)
    if getattr(cell, "doubted", False):
        face += _("？")
    chosen = mark_safe(" zr-chosen") if getattr(cell, "chosen", False) else ""
    if cell.url:
        inner = format_html('<a href="{}" aria-label="{}">{}</a>', cell.url, cell.sentence, face)
    elif face:
        inner = format_html(
            '<span aria-hidden="true">{}</span><span class="vh">{}</span>', face, cell.sentence
        )
    else:
        inner = format_html('<span class="vh">{}</span>', cell.sentence)
    return format_html('<td class="zr zr-{}{}">{}</td>', kind, chosen, inner)


def _shape(bound: BoundField) -> str:
    """How a field is drawn: tiles, radios, ticks, tick, area, file, group or line."""
    widget = bound.field.widget
    if isinstance(widget, widgets.CheckboxSelectMultiple):
        return "ticks"
    if isinstance(widget, widgets.RadioSelect):
        return "tiles" if len(bound.subwidgets) <= 3 else "radios"
    shapes: tuple[tuple[type[widgets.Widget], str], ...] = (
        (widgets.CheckboxInput, "tick"),
        (widgets.Textarea, "area"),
        (widgets.FileInput, "file"),
        (widgets.MultiWidget, "group"),
    )
    return next((shape for kind, shape in shapes if isinstance(widget, kind)), "line")


def _choices(bound: BoundField) -> list[dict[str, Any]]:
    """Choices of a radio or tick group; a label's second line is its hint."""
    rows = []
    for part in bound.subwidgets:
        word, _newline, hint = str(part.choice_label).partition("\n")
        rows.append({"tag": part.tag(), "id": part.id_for_label, "word": word, "hint": hint})
    return rows


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, width: str = "", inline: bool = False) -> dict[str, Any]:
    """A whole form row. ``width`` is "", "s" or "m"; ``inline`` is the query bar's short row. A
    field's own ``when`` ("name=value") hides it until that holds; ``needed`` ones, though the form
    can do without them, are not called optional."""
    shape = _shape(bound)
    grouped = shape in {"ticks", "tiles", "radios"}
    return {
        "field": bound,
        "shape": shape,
        "grouped": grouped or shape == "group",
        "choices": _choices(bound) if grouped else [],
        "width": width,
        "inline": inline,
        "when": getattr(bound.field, "when", ""),
        "optional": not bound.field.required and not getattr(bound.field, "needed", False),
    }


@register.inclusion_tag("parts/query_fold.html")
def query_fold(form: BaseForm) -> dict[str, Any]:
    """First in a query bar: on a phone everything behind its first field is folded away, unless
    something is asked for there."""
    behind = [bound for bound in form if not bound.is_hidden][1:]
    return {"open": any(_asked(bound) for bound in behind)}


def _asked(bound: BoundField) -> bool:
    """Whether a field of a query says something else than its first choice, or anything."""
    choices = getattr(bound.field, "choices", None)
    first = next(iter(choices), ("", ""))[0] if choices is not None else ""
    return str(bound.value() or "") not in {"", str(first)}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: BaseForm | None) -> dict[str, Any]:
    """The red frame above a refused form: how many places, each a link to its field."""
    rows: list[tuple[str, str]] = []
    if form is not None and form.is_bound:
        rows += [("", str(error)) for error in form.non_field_errors()]
        for bound in form:
            grouped = bound.field.widget.use_fieldset and bound.subwidgets
            target = bound.subwidgets[0].id_for_label if grouped else bound.id_for_label
            name = f"{bound.label}：" if bound.label else ""
            rows += [(target or "", f"{name}{error}") for error in bound.errors]
    asked = getattr(form, "asks_to_confirm", False)
    return {"rows": rows, "confirm": form.confirm_words if asked else ""}  # type: ignore[union-attr]


@register.inclusion_tag("parts/page_links.html", takes_context=True)
def page_links(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Previous, next and numbered pages, keeping the query string."""
    request = context.get("request")

    def address(number: int) -> str:
        query = request.GET.copy() if request is not None else None
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [(n, address(n) if isinstance(n, int) else "") for n in numbers]
    return {
        "page": page,
        "links": links,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "following": address(page.number + 1) if page.has_next() else "",
    }


@register.simple_tag
def number(value: object, url: str | None = None) -> SafeString:
    """A figure; when it counts rows it is the link to exactly those rows."""
    if value is None or value == "":
        return format_html('<span class="muted">{}</span>', DASH)
    if url and value != 0:
        return format_html('<a class="n" href="{}">{}</a>', url, value)
    return format_html("<span>{}</span>", value)


@register.simple_tag(takes_context=True)
def export_button(context: Context, view: str, *args: Any) -> SafeString:
    """导出 Excel of a list, narrowed as the list is now."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is not None:
        query.pop("page", None)
    address = reverse(view, args=args) + (f"?{query.urlencode()}" if query else "")
    return format_html(
        '<a class="btn no-print" href="{}">{}{}</a>', address, icon("download"), _("导出 Excel")
    )


@register.simple_tag
def phone_head(title: str, back_url: str) -> SafeString:
    """What a phone's head shows on an inner page: back arrow and the page's short name."""
    return format_html(
        '<a class="head-back" href="{}" aria-label="{}">{}</a><span class="head-title">{}</span>',
        back_url,
        _("返回"),
        icon("back"),
        title,
    )


for _drawing in (icon, bars):
    register.simple_tag(_drawing)
for _filter in (zh_date, zh_day, zh_weekday, zh_time, mask_name, percent, yuan, dash_none):
    register.filter(_filter.__name__, _filter)
