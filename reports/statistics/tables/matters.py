"""Tables of disputes and matters: mediation, family disputes, categories, letters and visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.exports.listing import Field
from disputes.models import Category, DisputeType, Form, Matter
from disputes.models.matter import form_is
from disputes.statistics.figures import AVERTED, BY_KEY, FIGURES, Figure
from households.papers.base import Base, Part, Rows, Scope
from households.papers.stock import within_days
from reports.statistics.table import Number, Share, Statistic, fixed

SUBJECT = _("纠纷与来件")
DISPUTE_FIELDS = (
    Field(_("纠纷"), lambda r, m: r.masked_title),
    Field(_("村（社区）"), lambda r, m: r.village.name),
    Field(_("案号"), lambda r, m: r.number or None),
    Field(_("类型"), lambda r, m: r.get_kind_display()),
    Field(_("受理"), lambda r, m: r.accepted_on, "date"),
    Field(_("状态"), lambda r, m: r.get_status_display()),
)
AVERTED_FIELDS = (
    Field(_("纠纷"), lambda r, m: r.dispute.masked_title),
    Field(_("村（社区）"), lambda r, m: r.village.name),
    Field(_("防止了"), lambda r, m: r.get_kind_display()),
    Field(_("涉及人数"), lambda r, m: r.persons, "int"),
    Field(_("核实"), lambda r, m: r.checked_on, "date"),
)


@cache
def _rows(seen: Rows, column: str, kind: str) -> Rows:
    """What the lower app's grounds see (disputes.statistics), of one category where one is named,
    with what a list of them shows; the same function for the same rows, read once."""
    wanted = {column: kind} if kind else {}
    if seen is AVERTED.seen:
        joined, parties = ("village", "dispute__matter"), "dispute__parties"
    else:
        joined, parties = ("village", "matter"), "parties"

    def rows(scope: Scope) -> QuerySet[Any]:
        found = seen(scope).filter(**wanted)
        return found.select_related(*joined).prefetch_related(parties)

    return rows


def _part(figure: Figure, prefix: str = "", words: Any = None, kind: str = "") -> Part:
    """A figure of the mediation table, of one category of disputes alone where one is named."""
    averted = figure.ground is AVERTED
    base = Base(
        "disputes.averted" if averted else "disputes.dispute",
        _rows(figure.ground.seen, figure.ground.kind, kind),
        AVERTED_FIELDS if averted else DISPUTE_FIELDS,
        _averted_url if averted else _dispute_url,
        weight=figure.weight,
        during=figure.ground.during,
    )
    return Part(f"{prefix}{figure.key}", base, words or figure.words, figure.condition)


def _averted_url(row: Any) -> str:
    return reverse("disputes:dispute_detail", args=[row.dispute.uid])


def _dispute_url(row: Any) -> str:
    return reverse("disputes:dispute_detail", args=[row.uid])


def _of_kind(kind: DisputeType) -> Part:
    """What was accepted, of one category; beside all of it, so no rows of its own."""
    accepted = _part(BY_KEY["accepted"])
    return replace(
        accepted, key=f"{kind}_accepted", words=kind.label, condition=lambda scope: Q(kind=kind)
    )


MEDIATION = Statistic(
    key="mediation",
    title=_("人民调解案件统计表"),
    about=_("受理、成功、来源、金额、防止激化、协议、履行、确认、回访"),
    subject=SUBJECT,
    measure=_("件"),
    parts=tuple(_part(figure) for figure in FIGURES if figure.ground.key != "found"),
    lines=fixed(
        Number("accepted", _("受理"), shared=True),
        Number("success", _("调解成功"), width=8),
        Share("success_rate", _("成功率"), ("success",), ("accepted",)),
        Number("active", _("主动"), _("来源"), 6),
        Number("applied", _("申请"), _("来源"), 6),
        Number("referred", _("委托移送"), _("来源"), 8),
        Number("money", _("涉及金额（元）"), width=13, kind="money", cents=True),
        Number("crime", _("件"), _("防止民转刑"), 5),
        Number("crime_persons", _("人"), _("防止民转刑"), 5),
        Number("petition", _("件"), _("防止群体上访"), 6),
        Number("petition_persons", _("人"), _("防止群体上访"), 6),
        Number("suicide", _("防止自杀"), width=6),
        Number("fight", _("制止械斗"), width=6),
        Number("written", _("书面"), _("协议"), 6),
        Number("oral", _("口头"), _("协议"), 6),
        Number("performed", _("全部履行"), width=7),
        Number("confirmed", _("司法确认"), width=7),
        Number("revisited", _("已回访"), width=7),
    ),
    notes=(
        _("各项都是本期受理的纠纷截至期末的情况；成功指协议已经生效。"),
        _("防止民转刑、群体上访、自杀、械斗只计另一人核实属实的；受保护的档案不计入。"),
    ),
    paper="disputes:statistics",
)

SCREENED = Statistic(
    key="found",
    title=_("矛盾纠纷排查调处统计表"),
    about=_("排查、调处、成功和两个率"),
    subject=SUBJECT,
    measure=_("件"),
    parts=tuple(_part(BY_KEY[key]) for key in ("found", "handled", "solved")),
    lines=fixed(
        Number("found", _("排查"), width=9, shared=True),
        Number("handled", _("调处"), width=9),
        Share("handled_rate", _("调处率"), ("handled",), ("found",), width=9),
        Number("solved", _("调处成功"), width=9),
        Share("solved_rate", _("成功率"), ("solved",), ("handled",), width=9),
    ),
    notes=(_("本期登记的纠纷截至期末的情况；受保护的档案不计入。"),),
    paper="disputes:statistics",
    scored=False,
)

FAMILY = Statistic(
    key="marriage",
    closed=True,
    title=_("婚姻家庭纠纷排查汇总表"),
    about=_("婚姻家庭纠纷：排查、受理、调处、成功、书面和口头协议、履行、回访"),
    subject=SUBJECT,
    measure=_("件"),
    parts=tuple(
        _part(BY_KEY[key], "m_", words, DisputeType.MARRIAGE)
        for key, words in (
            ("found", _("排查登记的婚姻家庭纠纷")),
            ("handled", _("已调处的婚姻家庭纠纷")),
            ("solved", _("调处成功的婚姻家庭纠纷")),
            ("accepted", _("受理的婚姻家庭纠纷")),
            ("success", _("受理后调解成功的婚姻家庭纠纷")),
            ("written", _("书面协议")),
            ("oral", _("口头协议")),
            ("performed", _("全部履行")),
            ("revisited", _("已回访")),
        )
    ),
    lines=fixed(
        Number("m_found", _("排查"), _("排查调处"), 8),
        Number("m_handled", _("调处"), _("排查调处"), 8),
        Share("m_handled_rate", _("调处率"), ("m_handled",), ("m_found",), _("排查调处")),
        Number("m_solved", _("成功"), _("排查调处"), 8),
        Number("m_accepted", _("受理"), _("调解"), 8),
        Number("m_success", _("成功"), _("调解"), 8),
        Share("m_success_rate", _("成功率"), ("m_success",), ("m_accepted",), _("调解")),
        Number("m_written", _("书面"), _("协议"), 8),
        Number("m_oral", _("口头"), _("协议"), 8),
        Number("m_performed", _("全部履行"), width=8),
        Number("m_revisited", _("已回访"), width=8),
    ),
    notes=(
        _(
            "排查调处按登记日期，调解按受理日期；都是截至期末的情况。逐件的表见“婚姻家庭纠纷排查表”。"
        ),
    ),
    paper="disputes:family_disputes",
)

KINDS = Statistic(
    key="kinds",
    closed=True,
    title=_("受理纠纷分类统计表"),
    about=_("受理的纠纷按十五个类别"),
    subject=SUBJECT,
    measure=_("件"),
    parts=(
        _part(BY_KEY["accepted"]),
        *(_of_kind(kind) for kind in DisputeType),
    ),
    lines=fixed(
        Number("accepted", _("受理"), width=7),
        *(Number(f"{kind}_accepted", kind.label, width=7) for kind in DisputeType),
    ),
    notes=(_("一件纠纷只属一个类别，各类别之和等于受理。"),),
    paper="disputes:statistics",
)


def _matters(scope: Scope) -> QuerySet[Any]:
    rows = Matter.objects.visible_to(scope.user)
    return rows.annotate(village_id=F("place_id")).select_related("place", "dispute")


MATTERS_BASE = Base(
    "disputes.matter",
    _matters,
    (
        Field(_("来件"), lambda r, m: r.masked_title),
        Field(_("地点"), lambda r, m: r.place.name),
        Field(_("收到"), lambda r, m: r.received_on, "date"),
        Field(_("来源"), lambda r, m: r.get_channel_display()),
        Field(_("类别"), lambda r, m: r.get_category_display() if r.category else None),
        Field(_("状态"), lambda r, m: r.get_status_display()),
    ),
    lambda r: reverse("disputes:matter_detail", args=[r.uid]),
    during=lambda scope: within_days("received_on", scope),
)


def _form(form: str) -> Callable[[Scope], Q]:
    return lambda scope: form_is(form)


def _category(value: str) -> Callable[[Scope], Q]:
    return lambda scope: Q(category=value)


MATTERS = Statistic(
    key="matters",
    title=_("信访（来信来电来访）分析表"),
    about=_("收到、办结，按途径、按类别"),
    subject=SUBJECT,
    measure=_("件"),
    parts=(
        Part("received", MATTERS_BASE, _("收到")),
        Part(
            "done",
            MATTERS_BASE,
            _("已办结"),
            lambda s: Q(status=Matter.Status.DONE),
        ),
        *(Part(f"f_{f.value}", MATTERS_BASE, f.label, _form(f.value)) for f in Form),
        *(Part(f"c_{c.value}", MATTERS_BASE, c.label, _category(c.value)) for c in Category),
        Part("c_none", MATTERS_BASE, _("未分类"), lambda s: Q(category="")),
    ),
    lines=fixed(
        Number("received", _("收到"), shared=True),
        Number("done", _("已办结")),
        Share("done_rate", _("办结率"), ("done",), ("received",)),
        *(Number(f"f_{f.value}", f.label, _("途径"), 8) for f in Form),
        *(Number(f"c_{c.value}", c.label, _("类别"), 8) for c in Category),
        Number("c_none", _("未分类"), _("类别"), 8),
    ),
    notes=(_("本期收到的来件；来访含主席接待日；办结按今天的情况。"),),
    paper="disputes:matter_quarter",
)
