"""Verbs of the text of pledges: drafted, put right, published; a new edition replaces the old
one (domain L, Contract: 起草 → 审定 → 下发)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns import pledge_metrics
from campaigns.models import Campaign, Division, Level, PledgeClause, PledgeTemplate, Rung
from campaigns.pledge_cascade import Clause, what_blocks
from campaigns.pledge_samples import ABOVE, SAMPLES
from campaigns.pledge_words import why_not
from campaigns.queries.pledge_template import above_of, against_above, owners
from campaigns.transitions.open_year import require_held_open
from campaigns.transitions.unit import in_name_of, require_unit

PARTS = ("opening", "measures", "appraisal", "rewards", "veto")
CLAUSES_MOST, PART_MOST = 40, 4000


@dataclass(frozen=True)
class Typed:
    """A clause as somebody typed it."""

    code: str
    text: str
    target: Decimal
    unit: str = "%"
    at_least: bool = True
    reaches: int = Rung.VILLAGE
    metric: str = ""
    rubric_line: str = ""
    weaker_reason: str = ""
    goal: str = ""


def _held_open(campaign: Campaign | None) -> Campaign | None:
    """The year's row locked and open; a city's text stands above the years of its counties."""
    if campaign is None:
        return None
    held = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    require_held_open(held)
    return held


def require_writer(by: User, campaign: Campaign | None, owner: Division, rung: int) -> None:
    """The county writes every rung; a township only a village text of its own; a city, without a
    campaign, what its counties sign."""
    if campaign is None:
        if not inside((*by.upper_spans, *by.area_spans), owner.code):
            raise Http404
        require_unit(by, Act.PLEDGE_TEMPLATE, owner)
        if owner.level != Level.CITY or owner.is_county or rung != Rung.COUNTY:
            raise Invalid({"rung": _("市里写与县（市、区）签的责任状。")})
        return
    if not inside(by.area_spans, owner.code) or not campaign.county.contains(owner.code):
        raise Http404
    require_unit(by, Act.PLEDGE_TEMPLATE, owner)
    own_village_text = owner.level == Level.TOWNSHIP and rung == Rung.VILLAGE
    if owner.code != campaign.county_id and not own_village_text:
        raise Invalid({"rung": _("镇（街道）只能另写村（社区）责任状，别的样本由县里写。")})


@transaction.atomic
def draft(
    *, campaign: Campaign | None, owner: Division, rung: int, by: User, year: int = 0
) -> PledgeTemplate:
    """Begin a text: from the edition in force, else the county's, else last year's, else the
    sample; clauses of the text above that are missing are put in, so that nothing is forgotten.
    A city has no campaign and names the year.

    Raises Http404 outside the reach, Forbidden for another unit's, Invalid for a rung that is
    not the owner's to write, NotTheMoment while a draft lies there or in a closed year."""
    if rung not in Rung.values:
        raise Invalid({"rung": _("请选写给谁的责任状。")})
    require_writer(by, campaign, owner, rung)
    with in_name_of(by, owner):
        return _begun(_held_open(campaign), owner, rung, by, campaign.year if campaign else year)


def _begun(
    campaign: Campaign | None, owner: Division, rung: int, by: User, year: int
) -> PledgeTemplate:
    before = _model_for(by, campaign, owner, rung, year)
    same_year = before if before is not None and before.year == year else None
    sample = SAMPLES[Rung(rung)] if campaign else ABOVE
    closes = campaign.data_closes_on if campaign else date(year, 12, 31)
    row = PledgeTemplate(
        campaign=campaign,
        owner=owner,
        rung=rung,
        starts_on=same_year.starts_on if same_year else date(year, 1, 1),
        ends_on=same_year.ends_on if same_year else closes,
        drafted_by=by,
        drafted_at=timezone.now(),
        **{name: getattr(before or sample, name) for name in PARTS},
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotTheMoment(_("已经有一份草稿，请打开它接着写。")) from None
    lines: list[Clause] = list(before.clauses.all()) if before else list(sample.clauses)
    _put(row, _with_missing(lines, above_of(by, row), rung))
    trail.record(Act.PLEDGE_TEMPLATE, by=by, on=row, place=owner.code, after={"rung": rung})
    return row


def _model_for(
    by: User, campaign: Campaign | None, owner: Division, rung: int, year: int
) -> PledgeTemplate | None:
    """The text to begin from: this year's before last year's, one's own before the county's."""
    order = owners(campaign, owner) if campaign else [owner.code]
    rows = (
        PledgeTemplate.objects.visible_to(by)
        .published()
        .filter(owner__in=order, rung=rung, starts_on__year__lte=year)
        .order_by("-starts_on")
    )
    found = sorted(rows, key=lambda t: (-t.year, order.index(t.owner_id)))
    return found[0] if found else None


def _with_missing(lines: Sequence[Clause], above: PledgeTemplate | None, rung: int) -> list[Clause]:
    have = {line.code for line in lines}
    more = above.clauses.all() if above else []
    return [*lines, *(c for c in more if c.code not in have and c.reaches >= rung)]


def _put(row: PledgeTemplate, clauses: Iterable[Clause]) -> None:
    row.clauses.all().delete()
    PledgeClause.objects.bulk_create(
        PledgeClause(
            template=row,
            owner_id=row.owner_id,
            ordinal=place,
            code=c.code,
            text=c.text,
            at_least=c.at_least,
            target=c.target,
            unit=c.unit,
            reaches=c.reaches,
            metric=getattr(c, "metric", ""),
            rubric_line=getattr(c, "rubric_line", ""),
            weaker_reason=c.weaker_reason,
        )
        for place, c in enumerate(clauses, 1)
    )


def _locked(by: User, template: PledgeTemplate, act: str, words: str) -> PledgeTemplate:
    rows = PledgeTemplate.objects.select_related("campaign__county", "owner")
    row = rows.locked(by, pk=template.pk)
    require_writer(by, row.campaign, row.owner, row.rung)
    _held_open(row.campaign)
    require_moment(row, act, words)
    return row


@transaction.atomic
def save(
    template: PledgeTemplate,
    *,
    by: User,
    parts: Mapping[str, Any],
    clauses: Sequence[Typed],
    version: int | None = None,
) -> PledgeTemplate:
    """Put a draft right: its parts, its days, all of its clauses. What is unlawful in a pledge is
    refused in words (campaigns.pledge_words); weaker targets wait for publishing."""
    with in_name_of(by, template.owner):
        return _saved(_locked(by, template, "save", _("修改")), by, parts, clauses, version)


def _saved(
    row: PledgeTemplate,
    by: User,
    parts: Mapping[str, Any],
    clauses: Sequence[Typed],
    version: int | None,
) -> PledgeTemplate:
    require_version(row, version, parts, PARTS)
    errors = {name: why_not(str(parts.get(name, ""))) for name in PARTS}
    errors = {name: sentence for name, sentence in errors.items() if sentence}
    if sentence := _clause_error(clauses):
        errors["clauses"] = sentence
    starts, ends = parts["starts_on"], parts["ends_on"]
    if ends < starts or starts.year != row.year:
        errors["ends_on"] = _("责任期限要在%(year)d年内，止日不早于起日。") % {"year": row.year}
    if errors:
        raise Invalid(errors)
    for name in PARTS:
        setattr(row, name, str(parts.get(name, "")).strip()[:PART_MOST])
    row.starts_on, row.ends_on = starts, ends
    row.version += 1
    row.save()
    _put(row, clauses)
    trail.record(
        Act.PLEDGE_TEMPLATE, by=by, on=row, place=row.owner_id, after={"clauses": len(clauses)}
    )
    return row


def _clause_error(clauses: Sequence[Typed]) -> str:
    codes = [c.code for c in clauses]
    if len(codes) != len(set(codes)):
        twice = next(code for code in codes if codes.count(code) > 1)
        return _("指标代码“%(code)s”用了两次。") % {"code": twice}
    if len(clauses) > CLAUSES_MOST:
        return _("条款最多%(n)d条。") % {"n": CLAUSES_MOST}
    for c in clauses:
        if found := why_not(f"{c.text} {c.weaker_reason}"):
            return f"{c.text}：{found}"
        if c.unit == "%" and c.target > 100:
            return _("%(text)s：百分比不能超过100。") % {"text": c.text}
        if c.metric and pledge_metrics.KNOWN and c.metric not in pledge_metrics.KNOWN:
            return _("%(text)s：没有“%(metric)s”这个统计指标。") % {
                "text": c.text,
                "metric": c.metric,
            }
    return ""


@transaction.atomic
def publish(template: PledgeTemplate, *, by: User, version: int | None = None) -> PledgeTemplate:
    """Put a draft in force as the next edition. Every clause of the text above must be there and
    a weaker target needs its reason (features, wish 10); the former edition is replaced, and
    what was issued on it stays on it.

    Raises NotTheMoment unless it is a draft, Invalid with a sentence for every clause."""
    with in_name_of(by, template.owner):
        return _published(_locked(by, template, "publish", _("发布")), by, version)


def _published(row: PledgeTemplate, by: User, version: int | None) -> PledgeTemplate:
    require_version(row, version, {}, [])
    clauses = list(row.clauses.all())
    errors = [] if clauses else [_("至少要有一条可以衡量的条款。")]
    _above, lines = against_above(by, row)
    errors += what_blocks(lines)
    if errors:
        raise Invalid({"__all__": "；".join(errors)})
    series = PledgeTemplate.objects.filter(
        campaign=row.campaign, owner=row.owner, rung=row.rung, starts_on__year=row.year
    )
    last = series.aggregate(n=Max("edition"))["n"] or 0
    series.published().update(status=PledgeTemplate.Status.REPLACED)
    row.status, row.edition = PledgeTemplate.Status.PUBLISHED, last + 1
    row.published_by, row.published_at = by, timezone.now()
    row.version += 1
    row.save()
    trail.record(
        Act.PLEDGE_TEMPLATE,
        by=by,
        on=row,
        place=row.owner_id,
        before={"status": PledgeTemplate.Status.DRAFT},
        after={"status": row.status, "edition": row.edition},
    )
    return row
