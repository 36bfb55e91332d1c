"""Tables of families: screening, visits, zero reports, hazards, help, the making of 平安家庭."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Func, IntegerField, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from accounts.exports.listing import Field
from accounts.templatetags.words import mask_name
from households.models import (
    Award,
    AwardNotice,
    Category,
    ExpectedReport,
    Hazard,
    Pairing,
    Tier,
    Timing,
    VisitDuty,
)
from households.models.rank import OWN, Rank
from households.papers import creation, monthly, pairings
from households.papers.base import Base, Part, Scope
from households.papers.stock import GREY, within_days
from households.papers.tiers import levels_at
from reports.statistics.table import Line, Number, Share, Statistic, Values, fixed

SUBJECT = _("家庭排查与帮扶")
AWARDS = _("创建与评选")


def screening_lines(scope: Scope, values: Values) -> Sequence[Line]:
    """In the order of domain J2, with the tiers of the scale in force and those still carried."""
    used = {tier.value for tier in Tier if values.get(tier.value)}
    tiers = levels_at(scope.root, scope.days.as_of, used)
    kinds = [
        Number(f"c{c.value}", monthly.SHORT[c], _("各类别户数"), 5)
        for c in Category
        if c != Category.VIOLENCE
    ]
    return [
        Number("homes", _("总户数"), width=8, shared=True),
        Number("screened", _("排查户数"), width=8, shared=True),
        Number("new", _("新增"), width=6),
        Number("listed", _("累计在册"), width=7, shared=True),
        *(Number(code, label, _("等级"), 5) for code, label in tiers),
        Number(GREY, _("灰·未复核"), _("等级"), 6),
        *kinds,
        Number("solved", _("已化解"), width=7),
        Share("solved_rate", _("化解率"), ("solved",), ("listed", "closed")),
        Number("up", _("升级"), width=5),
        Number("down", _("降级"), width=5),
        Number("closed", _("销号"), width=5),
    ]


SCREENING = Statistic(
    key="screening",
    title=_("家庭排查（汇总）表"),
    about=_("户数、排查、新增、在册、等级、类别、化解、升降级和销号"),
    subject=SUBJECT,
    measure=_("户"),
    parts=tuple(monthly.parts()),
    lines=screening_lines,
    absent={"screened": "asked"},
    notes=(
        _("在册、等级、类别按期末统计，误报不计；一户可属几个类别，各类别之和不等于在册户数。"),
        _("化解率＝已化解÷（期末在册＋本期销号）；受保护的档案只计入经办人的表。"),
        _("排查户数为本期各轮中排查最多的一轮；本期没有排查轮次的记 —。"),
    ),
    paper="households:paper_monthly",
)


def _duties(scope: Scope) -> QuerySet[Any]:
    rows = VisitDuty.objects.visible_to(scope.user).counted()
    return rows.select_related("family__household", "village", "visit")


def _missed(scope: Scope) -> Q:
    return Q(visit__isnull=True, due_on__lt=timezone.localdate())


DUTIES = Base(
    "households.visitduty",
    _duties,
    (
        Field(_("户主"), lambda r, m: mask_name(r.family.household.head_name)),
        Field(_("村（社区）"), lambda r, m: r.village.name),
        Field(_("应访"), lambda r, m: r.due_on, "date"),
        Field(_("走访"), lambda r, m: r.visit.visited_on if r.visit else None, "date"),
    ),
    lambda r: reverse("households:family_detail", args=[r.family.uid]),
    during=lambda scope: within_days("due_on", scope),
)

VISITS = Statistic(
    key="visits",
    title=_("走访情况统计表"),
    about=_("应走访、按时、迟访、未访，红色等级的逾期"),
    subject=SUBJECT,
    measure=_("户次"),
    parts=(
        Part("due", DUTIES, _("应走访")),
        Part("on_time", DUTIES, _("按时走访"), lambda s: Q(visit__visited_on__lte=F("due_on"))),
        Part("late", DUTIES, _("迟访"), lambda s: Q(visit__visited_on__gt=F("due_on"))),
        Part("missed", DUTIES, _("逾期未访"), _missed),
        Part(
            "pending",
            DUTIES,
            _("未到期"),
            lambda s: Q(visit__isnull=True, due_on__gte=timezone.localdate()),
        ),
        Part("red", DUTIES, _("逾期未访，红色等级"), lambda s: _missed(s) & Q(family__tier="red")),
    ),
    lines=fixed(
        Number("due", _("应走访"), shared=True),
        Number("on_time", _("按时")),
        Number("late", _("迟访")),
        Number("missed", _("逾期未访"), width=9),
        Number("red", _("其中红色等级"), width=9),
        Number("pending", _("未到期")),
        Share("on_time_rate", _("按时率"), ("on_time",), ("on_time", "late", "missed"), width=9),
    ),
    notes=(
        _("本期到期的走访；按时率＝按时÷（按时＋迟访＋逾期未访），未到期的不计。"),
        _("迟访、逾期按今天的情况。"),
    ),
    paper="households:paper_visits",
)


def _expected(scope: Scope) -> QuerySet[Any]:
    """Reports owed for the periods that end in these days, with the state of now."""
    rows = ExpectedReport.objects.for_case_roles(scope.user).with_state(timezone.now())
    rows = rows.filter(within_days("period__ends", scope)).annotate(
        filed_at=F("live__first_received_at"), told=F("live__found"), paper=F("live__uid")
    )
    return rows.select_related("period", "village")


def _report(weight: str = "") -> Base:
    return Base(
        "households.expectedreport",
        _expected,
        (
            Field(_("村（社区）"), lambda r, m: r.village.name),
            Field(_("周期"), lambda r, m: str(r.period)),
            Field(_("情况"), lambda r, m: str(Timing(r.timing).label)),
            Field(_("隐患"), lambda r, m: r.told, "int"),
            Field(_("上报"), lambda r, m: r.filed_at, "moment"),
        ),
        lambda r: reverse("households:report_detail", args=[r.paper]) if r.paper else "",
        weight=weight,
    )


REPORTS, HAZARDS_TOLD = _report(), _report("live__found")


def _timing(value: Timing) -> Q:
    return Q(timing=value)


ZERO = Statistic(
    key="zero",
    title=_("零报告情况统计表"),
    about=_("应报、按时、迟报、未报，零报告和有情况各多少，完整率、及时率、失实"),
    subject=SUBJECT,
    measure=_("份、件"),
    parts=(
        Part("owed", REPORTS, _("应报"), lambda s: ~_timing(Timing.EXEMPT)),
        Part("on_time", REPORTS, _("按时上报"), lambda s: _timing(Timing.ON_TIME)),
        Part("late", REPORTS, _("迟报"), lambda s: _timing(Timing.LATE)),
        Part("missing", REPORTS, _("未报"), lambda s: _timing(Timing.MISSING)),
        Part("pending", REPORTS, _("未到期"), lambda s: _timing(Timing.PENDING)),
        Part("nil", REPORTS, _("零报告"), lambda s: Q(live__kind="nil")),
        Part("told", REPORTS, _("有情况"), lambda s: Q(live__kind="found")),
        Part("count", HAZARDS_TOLD, _("报出的隐患件数"), lambda s: Q(live__found__gt=0)),
        Part(
            "untrue",
            REPORTS,
            _("认定失实"),
            lambda s: Q(live__untrue_at__isnull=False) & ~_timing(Timing.EXEMPT),
        ),
    ),
    lines=fixed(
        Number("owed", _("应报"), shared=True),
        Number("on_time", _("按时"), shared=True),
        Number("late", _("迟报"), shared=True),
        Number("missing", _("未报"), shared=True),
        Number("pending", _("未到期"), shared=True),
        Share("complete_rate", _("完整率"), ("on_time", "late"), ("owed",), shared=True),
        Share("timely_rate", _("及时率"), ("on_time",), ("owed",), shared=True),
        Number("nil", _("零报告"), _("报的内容")),
        Number("told", _("有情况"), _("报的内容")),
        Number("count", _("件数"), _("报的内容")),
        Number("untrue", _("失实")),
    ),
    # Whether a unit filed in time says nothing of any family; what it filed does.
    sensitive=False,
    notes=(
        _("本期结束的各周期（月报、半月报、周报、日报）；应报＝按时＋迟报＋未报＋未到期。"),
        _("完整率＝（按时＋迟报）÷应报，及时率＝按时÷应报；免报的不计。"),
    ),
    paper="households:paper_zero",
)


def _hazards(scope: Scope) -> QuerySet[Any]:
    days = {
        "known_at__date__gte": scope.days.first,
        "known_at__date__lte": scope.days.last,
    }
    rows = Hazard.objects.visible_to(scope.user).counted().filter(**days)
    return rows.select_related("household", "village")


HAZARDS_BASE = Base(
    "households.hazard",
    _hazards,
    (
        Field(_("户主"), lambda r, m: mask_name(r.household.head_name) if r.household else None),
        Field(_("村（社区）"), lambda r, m: r.village.name),
        Field(_("知悉"), lambda r, m: r.known_at, "moment"),
        Field(_("来源"), lambda r, m: r.get_source_display()),
        Field(_("状态"), lambda r, m: r.get_status_display()),
    ),
    lambda r: reverse("households:hazard_detail", args=[r.uid]),
)

HAZARDS = Statistic(
    key="hazards",
    title=_("重大隐患统计表"),
    about=_("本期知悉的重大隐患，已报专报、已解除、仍在处置"),
    subject=SUBJECT,
    measure=_("件"),
    parts=(
        Part("known", HAZARDS_BASE, _("本期知悉")),
        Part("filed", HAZARDS_BASE, _("已填专报"), lambda s: Q(filed_at__isnull=False)),
        Part("ended", HAZARDS_BASE, _("已解除"), lambda s: Q(status=Hazard.Status.ENDED)),
        Part("running", HAZARDS_BASE, _("仍在处置"), lambda s: ~Q(status=Hazard.Status.ENDED)),
    ),
    lines=fixed(
        Number("known", _("本期知悉"), width=9, shared=True),
        Number("filed", _("已填专报"), width=9),
        Number("ended", _("已解除")),
        Number("running", _("仍在处置"), width=9),
    ),
    notes=(_("误报的不计；状态按今天的情况。"),),
    paper="households:paper_hazards",
)


def _pairings(scope: Scope) -> QuerySet[Any]:
    rows = Pairing.objects.visible_to(scope.user).filter(since__lte=scope.days.as_of)
    return rows.select_related("household", "village")


PAIRINGS = Base(
    "households.pairing",
    _pairings,
    (
        Field(_("户主"), lambda r, m: mask_name(r.household.head_name)),
        Field(_("村（社区）"), lambda r, m: r.village.name),
        Field(_("帮扶人/单位"), lambda r, m: r.helper_name),
        Field(_("结对"), lambda r, m: r.since, "date"),
        Field(_("结束"), lambda r, m: r.ended_on, "date"),
    ),
    lambda r: reverse("households:pairing_detail", args=[r.uid]),
)


def _paired(scope: Scope) -> Q:
    return Q(ended_on__isnull=True) | Q(ended_on__gt=scope.days.as_of)


HELP = Statistic(
    key="help",
    title=_("结对帮扶情况统计表"),
    about=_("期末结对、本期新结对、结束，帮扶次数和物资金额"),
    subject=SUBJECT,
    measure=_("对、次、元"),
    parts=(
        Part("paired", PAIRINGS, _("期末结对"), _paired),
        Part("began", PAIRINGS, _("本期新结对"), lambda s: within_days("since", s)),
        Part("ended", PAIRINGS, _("本期结束"), lambda s: within_days("ended_on", s)),
        Part("times", pairings.TIMES, _("本期帮扶次数")),
        Part(
            "money",
            pairings.MONEY,
            _("本期物资金额（元）"),
            lambda s: Q(amount__isnull=False),
        ),
    ),
    lines=fixed(
        Number("paired", _("期末结对（对）"), width=10, shared=True),
        Number("began", _("新结对（对）"), width=9),
        Number("ended", _("结束（对）"), width=9),
        Number("times", _("帮扶（次）"), width=9),
        Number("money", _("物资金额（元）"), width=12, kind="money"),
    ),
    notes=(_("对象的姓名未经本人同意不得公开；物资按折合金额。"),),
    paper="households:paper_pairings",
)


def _creation_lines(scope: Scope, values: Values) -> Sequence[Line]:
    ranks = tuple(f"r_{rank}" for rank in Rank)
    return [
        Number("homes", _("总户数"), width=9, shared=True),
        Number("joined", _("参与户"), width=9, shared=True),
        Number("met", _("达标户"), width=9, shared=True),
        Share("met_rate", _("创建率"), ("met",), ("homes",), width=9, shared=True),
        *(
            Number(f"r_{rank}", now_(str(rank.label)[:1]), _("示范户"), shared=True)
            for rank in Rank
        ),
        Share("held_rate", _("占比"), ranks, ("homes",), shared=True),
        Number("villages", _("示范村"), width=8, shared=True),
    ]


CREATION = Statistic(
    key="creation",
    title=_("平安家庭创建统计表"),
    about=_("总户数、参与户、达标户、创建率、各级示范户、占比、示范村"),
    subject=AWARDS,
    measure=_("户、个"),
    parts=creation.PARTS,
    lines=_creation_lines,
    sensitive=False,
    notes=(
        _("创建率＝达标户÷总户数；占比＝各级示范户（一户有几级称号的计几次）÷总户数。"),
        _("示范户按期末有效的称号计，含往年命名、今年保持的。"),
    ),
    paper="households:paper_creation",
)


def _notices(scope: Scope) -> QuerySet[Any]:
    rows = AwardNotice.objects.visible_to(scope.user).filter(
        within_days("starts", scope), kind=AwardNotice.Kind.NAMES
    )
    size = Func(F("lines"), function="jsonb_array_length", output_field=IntegerField())
    found = rows.defer("printed").annotate(village_id=F("place_id"), homes=size)
    return found.select_related("place")


def _notice(weight: str = "") -> Base:
    return Base(
        "households.awardnotice",
        _notices,
        (
            Field(_("单位"), lambda r, m: r.place.name),
            Field(_("级别"), lambda r, m: r.get_rank_display()),
            Field(_("公示起"), lambda r, m: r.starts, "date"),
            Field(_("公示止"), lambda r, m: r.until, "date"),
            Field(_("户数"), lambda r, m: r.homes, "int"),
        ),
        lambda r: reverse("households:award_notice_sheet", args=[r.uid]),
        weight=weight,
    )


NOTICES, NOTICED = _notice(), _notice("homes")


TITLES = Base(
    "households.award",
    creation.titles,
    creation.TITLES.fields,
    creation.TITLES.url,
    during=lambda scope: Q(),
)


def _of_rank(rank: Rank) -> tuple[Part, Part]:
    words = {"rank": rank.label}
    return (
        Part(f"n_{rank}", NOTICES, now_("%(rank)s公示批次") % words, lambda s: Q(rank=rank)),
        Part(f"h_{rank}", NOTICED, now_("%(rank)s公示户数") % words, lambda s: Q(rank=rank)),
    )


RECOMMENDED = Statistic(
    key="recommended",
    title=_("示范户公示、推荐情况汇总表"),
    about=_("本期推荐、各级公示的批次和户数、授牌、未通过和摘牌"),
    subject=AWARDS,
    measure=_("批、户"),
    parts=(
        Part(
            "nominated",
            TITLES,
            _("本期推荐"),
            lambda s: within_days("nominated_on", s),
        ),
        *(part for rank in OWN for part in _of_rank(rank)),
        Part("plated", TITLES, _("本期授牌"), lambda s: within_days("plated_on", s)),
        Part("rejected", TITLES, _("本期未通过"), lambda s: within_days("rejected_on", s)),
        Part(
            "revoked",
            TITLES,
            _("本期摘牌"),
            lambda s: Q(status=Award.Status.REVOKED) & within_days("ended_on", s),
        ),
    ),
    lines=fixed(
        Number("nominated", _("推荐"), shared=True),
        *(
            Number(
                f"{letter}_{rank}",
                head,
                _("公示（村）")
                if rank == Rank.VILLAGE
                else _("公示（乡）")
                if rank == Rank.TOWNSHIP
                else _("公示（县）"),
                shared=True,
            )
            for rank in OWN
            for letter, head in (("n", _("批次")), ("h", _("户数")))
        ),
        Number("plated", _("授牌"), shared=True),
        Number("rejected", _("未通过")),
        Number("revoked", _("摘牌")),
    ),
    sensitive=False,
    notes=(_("推荐、授牌、未通过、摘牌按户次计；公示按开始日期。"),),
    paper="households:paper_recommended",
)
