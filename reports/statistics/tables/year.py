"""Tables of the year's work: pledges signed, publicity and training, problems and their cure."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.exports.listing import Field
from campaigns.models import (
    Activity,
    Adoption,
    Deduction,
    Division,
    Finding,
    Level,
    Pledge,
    Rectification,
    Trainee,
    Training,
)
from campaigns.queries.pledge import SIGNED
from households.papers.base import Base, Part, Rows, Scope
from households.papers.stock import within_days
from reports.statistics.table import Number, Share, Statistic, fixed

SUBJECT = _("责任与创建")


def _pledges(scope: Scope) -> QuerySet[Pledge]:
    """What holds of the year's pledges of the unit in hand."""
    return (
        Pledge.objects.visible_to(scope.user)
        .live()
        .filter(campaign__year=scope.days.as_of.year, holder=OuterRef("pk"))
    )


def _units(scope: Scope) -> QuerySet[Any]:
    """Townships and villages that stand on the day: each should have signed (domain A6 1.1)."""
    day = scope.days.as_of
    here = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    here &= Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    own = _pledges(scope)
    return (
        Division.objects.in_reach(scope.user)
        .filter(here, level__in=(Level.TOWNSHIP, Level.VILLAGE))
        .annotate(
            village_id=F("code"),
            signed_on=Subquery(own.filter(status=SIGNED).values("signed_on")[:1]),
            person=Subquery(own.filter(status=SIGNED).values("holder_signatory")[:1]),
            paper=Subquery(own.values("uid")[:1]),
        )
        .select_related("parent")
    )


def _signed(scope: Scope) -> Q:
    day = scope.days.as_of
    return Q(
        Exists(_pledges(scope).filter(status=SIGNED, signed_on__lte=day, issuer_signed_on__lte=day))
    )


def _late(scope: Scope) -> Q:
    late = _pledges(scope).filter(status=SIGNED, signed_on__gt=F("campaign__sign_by"))
    return _signed(scope) & Q(Exists(late))


def _pledge_url(row: Any) -> str:
    return reverse("campaigns:pledge_detail", args=[row.paper]) if row.paper else ""


UNITS = Base(
    "campaigns.division",
    _units,
    (
        Field(_("单位"), lambda r, m: r.name),
        Field(_("上级"), lambda r, m: r.parent.name),
        Field(_("签订日期"), lambda r, m: r.signed_on, "date"),
        Field(_("责任人"), lambda r, m: r.person or None),
    ),
    _pledge_url,
)
TOWN, VILLAGE = Q(level=Level.TOWNSHIP), Q(level=Level.VILLAGE)

PLEDGES = Statistic(
    key="pledges",
    title=_("责任状签订情况表"),
    about=_("乡镇、村应签多少，已签多少，按时、迟签、未签各多少"),
    subject=SUBJECT,
    measure=_("个"),
    parts=(
        Part("towns", UNITS, _("乡镇应签"), lambda s: TOWN),
        Part("towns_signed", UNITS, _("乡镇已签"), lambda s: TOWN & _signed(s)),
        Part("villages", UNITS, _("村（社区）应签"), lambda s: VILLAGE),
        Part("villages_signed", UNITS, _("村（社区）已签"), lambda s: VILLAGE & _signed(s)),
        Part("late", UNITS, _("迟签"), _late),
        Part("missing", UNITS, _("未签"), lambda s: ~_signed(s)),
    ),
    lines=fixed(
        Number("towns", _("应签"), _("乡镇（街道）")),
        Number("towns_signed", _("已签"), _("乡镇（街道）")),
        Number("villages", _("应签"), _("村（社区）")),
        Number("villages_signed", _("已签"), _("村（社区）")),
        Share(
            "signed_rate", _("签订率"), ("towns_signed", "villages_signed"), ("towns", "villages")
        ),
        Number("late", _("其中迟签")),
        Number("missing", _("未签")),
    ),
    case=False,
    sensitive=False,
    notes=(
        _("截至期末：双方都签字才算已签；签订日期在规定日期以后的为迟签。"),
        _("应签的是期末存在的乡镇和村（社区），每个单位一份。"),
    ),
)


def _held(model: Any) -> Rows:
    """What units did on days inside the period, without what was taken back."""

    def held(scope: Scope) -> QuerySet[Any]:
        rows = model.objects.visible_to(scope.user).counted().select_related("unit")
        rows = rows.filter(within_days("day", scope))
        found: QuerySet[Any] = rows.annotate(village_id=F("unit_id"))
        return found

    return held


_activities = _held(Activity)


def _trainees(scope: Scope) -> QuerySet[Any]:
    rows = Trainee.objects.visible_to(scope.user).filter(
        within_days("training__day", scope), training__taken_back_at__isnull=True
    )
    return rows.annotate(village_id=F("place_id")).select_related("place", "training")


def _activity(weight: str = "") -> Base:
    return Base(
        "campaigns.activity",
        _activities,
        (
            Field(_("主题"), lambda r, m: r.theme),
            Field(_("单位"), lambda r, m: r.unit.name),
            Field(_("日期"), lambda r, m: r.day, "date"),
            Field(_("形式"), lambda r, m: r.get_kind_display()),
            Field(_("受众人数"), lambda r, m: r.people, "int"),
            Field(_("发放资料"), lambda r, m: r.materials, "int"),
        ),
        lambda r: reverse("campaigns:activity_detail", args=[r.uid]),
        weight=weight,
    )


ACTIVITIES, PEOPLE, MATERIALS = _activity(), _activity("people"), _activity("materials")
TRAININGS = Base(
    "campaigns.training",
    _held(Training),
    (
        Field(_("内容"), lambda r, m: r.topic),
        Field(_("单位"), lambda r, m: r.unit.name),
        Field(_("日期"), lambda r, m: r.day, "date"),
        Field(_("授课人"), lambda r, m: r.teacher),
    ),
    lambda r: reverse("campaigns:training_detail", args=[r.uid]),
)
TRAINEES = Base(
    "campaigns.trainee",
    _trainees,
    (
        Field(_("姓名"), lambda r, m: r.name),
        Field(_("单位"), lambda r, m: r.place.name),
        Field(_("培训"), lambda r, m: r.training.topic),
        Field(_("日期"), lambda r, m: r.training.day, "date"),
        Field(_("到训"), lambda r, m: _("参加") if r.came else _("未参加")),
    ),
    lambda r: reverse("campaigns:training_detail", args=[r.training.uid]),
)
ADOPTIONS = Base(
    "campaigns.adoption",
    _held(Adoption),
    (
        Field(_("采用单位"), lambda r, m: r.body),
        Field(_("报送单位"), lambda r, m: r.unit.name),
        Field(_("级别"), lambda r, m: r.get_level_display()),
        Field(_("日期"), lambda r, m: r.day, "date"),
    ),
    lambda r: "",
)

PUBLICITY = Statistic(
    key="publicity",
    title=_("宣传、培训情况统计表"),
    about=_("宣传活动场次、受众、资料，培训期数、应到实到，信息采用"),
    subject=SUBJECT,
    measure=_("场、人次、份"),
    parts=(
        Part("activities", ACTIVITIES, _("宣传活动场次")),
        Part("doors", ACTIVITIES, _("其中入户宣传"), lambda s: Q(kind=Activity.Kind.DOOR)),
        Part("people", PEOPLE, _("受众人次")),
        Part("materials", MATERIALS, _("发放资料")),
        Part("trainings", TRAININGS, _("培训期数")),
        Part("called", TRAINEES, _("应参训人次")),
        Part("came", TRAINEES, _("实参训人次"), lambda s: Q(came=True)),
        Part("adopted", ADOPTIONS, _("信息采用")),
    ),
    lines=fixed(
        Number("activities", _("场次"), _("宣传活动")),
        Number("doors", _("其中入户"), _("宣传活动")),
        Number("people", _("受众人次"), _("宣传活动"), width=9),
        Number("materials", _("资料（份）"), _("宣传活动"), width=9),
        Number("trainings", _("期数"), _("培训")),
        Number("called", _("应参训"), _("培训")),
        Number("came", _("实参训"), _("培训")),
        Share("came_rate", _("参训率"), ("came",), ("called",), _("培训")),
        Number("adopted", _("信息采用")),
    ),
    case=False,
    sensitive=False,
    notes=(_("培训期数记在主办单位，应参训、实参训记在各人所在单位；已撤回的不计。"),),
)


def _findings(scope: Scope) -> QuerySet[Any]:
    rows = Finding.objects.shown_to(scope.user).filter(within_days("found_on", scope))
    return rows.annotate(village_id=F("place_id")).select_related("place", "unit")


def _deductions(scope: Scope) -> QuerySet[Any]:
    rows = Deduction.objects.visible_to(scope.user).filter(within_days("on", scope), is_live=True)
    return rows.annotate(village_id=F("place_id")).select_related("finding__place", "finding__unit")


FINDINGS = Base(
    "campaigns.finding",
    _findings,
    (
        Field(_("发现问题"), lambda r, m: r.words),
        Field(_("单位"), lambda r, m: r.holder),
        Field(_("发现"), lambda r, m: r.found_on, "date"),
        Field(_("整改时限"), lambda r, m: r.due_on, "date"),
        Field(_("状态"), lambda r, m: r.get_status_display()),
    ),
    lambda r: reverse("campaigns:finding_detail", args=[r.uid]),
)
DEDUCTIONS = Base(
    "campaigns.deduction",
    _deductions,
    (
        Field(_("问题"), lambda r, m: r.finding.words),
        Field(_("单位"), lambda r, m: r.finding.holder),
        Field(_("日期"), lambda r, m: r.on, "date"),
        Field(_("分值"), lambda r, m: r.points, "money"),
    ),
    lambda r: reverse("campaigns:finding_detail", args=[r.finding.uid]),
    weight="points",
)


def _rectified(scope: Scope) -> Q:
    done = Rectification.objects.filter(finding=OuterRef("pk"), done_on__lte=scope.days.as_of)
    return Q(Exists(done))


def _closed(scope: Scope) -> Q:
    return Q(status=Finding.Status.CLOSED, ended_on__lte=scope.days.as_of)


def _over(scope: Scope) -> Q:
    return Q(status=Finding.Status.ORDERED, due_on__lt=scope.days.as_of)


ORDERED = Q(order__isnull=False) & ~Q(status=Finding.Status.DROPPED)

RECTIFICATION = Statistic(
    key="rectification",
    title=_("督查整改情况统计表"),
    about=_("发现问题、责令整改、已整改、复查销号、逾期和扣分"),
    subject=SUBJECT,
    measure=_("个、分"),
    parts=(
        Part("found", FINDINGS, _("发现问题"), lambda s: ~Q(status="dropped")),
        Part("ordered", FINDINGS, _("责令整改"), lambda s: ORDERED),
        Part("rectified", FINDINGS, _("已整改"), lambda s: ORDERED & _rectified(s)),
        Part("closed", FINDINGS, _("复查通过销号"), lambda s: ORDERED & _closed(s)),
        Part("over", FINDINGS, _("逾期未整改"), _over),
        Part("points", DEDUCTIONS, _("扣分")),
    ),
    lines=fixed(
        Number("found", _("发现问题"), width=9),
        Number("ordered", _("责令整改"), width=9),
        Number("rectified", _("已整改"), width=8),
        Share("rectified_rate", _("整改率"), ("rectified",), ("ordered",)),
        Number("closed", _("复查销号"), width=9),
        Share("closed_rate", _("销号率"), ("closed",), ("ordered",)),
        Number("over", _("逾期未整改"), width=10),
        Number("points", _("扣分"), kind="money"),
    ),
    case=False,
    sensitive=False,
    notes=(_("本期发现的问题截至期末的情况；不成立的不计。扣分为本期记的分。"),),
    scored=False,
)
