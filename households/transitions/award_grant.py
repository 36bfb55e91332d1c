"""Verbs of a demonstration household above the village: reviewed by the township, approved and
given its plate by the county, or sent back. One by one or many at a time, always set-based."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment, Refusal
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign
from households.award_rules import LONGEST_TEXT
from households.award_standards import COUNTY_NOTICE, TOWN_NOTICE
from households.models import Award
from households.models.on_notice import OnNotice
from households.models.rank import Rank
from households.queries.award import open_objection
from households.queries.award_hold import held_among
from households.queries.award_rules import rules_of
from households.transitions.award import (
    OnHold,
    locked_awards,
    reject,
    save_award,
)
from households.transitions.award_notice import new_code

Status = Award.Status
OPINION_LEAST = 2


@dataclass(frozen=True)
class Step:
    """A step above the village: its act, the name of its moment, its word, what follows."""

    act: Act
    moment: str
    words: str
    after: Award.Status


REVIEW = Step(Act.AWARD_REVIEW, "review", "审核", Status.REVIEWED)
APPROVE = Step(Act.AWARD_APPROVE, "approve", "批准", Status.APPROVED)
PLATE = Step(Act.AWARD_PLATE, "plate", "授牌", Status.PLATED)
STEPS = {step.moment: step for step in (REVIEW, APPROVE, PLATE)}


@dataclass
class Batch:
    """What became of many: those done, and for the others the sentence why and how many."""

    done: list[Award] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def review(award: Award, *, opinion: str, by: User, version: int | None = None) -> Award:
    """The township's review, after the notice has ended and no objection is open (domain B).

    Raises NotTheMoment before that, OnHold when it has to wait, Invalid without an opinion."""
    return _one(award, REVIEW, by, version, opinion=opinion)


@transaction.atomic
def approve(award: Award, *, opinion: str, by: User, version: int | None = None) -> Award:
    """The county's approval of an award reviewed and, where its level wants it, put on notice by
    the township (domain B). Raises as `review`."""
    return _one(award, APPROVE, by, version, opinion=opinion)


@transaction.atomic
def plate(
    award: Award, *, by: User, plated_on: date | None = None, version: int | None = None
) -> Award:
    """The county gives plate and certificate; the number follows the last one of the year and
    level without gaps. From then on the holder is looked at anew every year."""
    return _one(award, PLATE, by, version, plated_on=plated_on)


@transaction.atomic
def grant_many(
    awards: Iterable[UUID],
    *,
    step: Step,
    by: User,
    opinion: str = "",
    plated_on: date | None = None,
) -> Batch:
    """Take one step with many awards under one opinion. Those for which it is not the moment
    stay as they are and are counted by the reason; each of the others is logged by itself.

    Raises Forbidden when one of them is not one's own, Http404 outside the reach."""
    rows = locked_awards(awards, by)
    for code in {row.village_id for row in rows}:
        acts.require(by, step.act, code)
    values = _values(step, rows, opinion, plated_on, by)
    refusals = _refusals(rows, step)
    fit = [row for row in rows if row.pk not in refusals]
    batch = Batch(done=_take(fit, step, values, by))
    for refusal in refusals.values():
        batch.left[refusal.sentence] = batch.left.get(refusal.sentence, 0) + 1
    return batch


@transaction.atomic
def send_back(award: Award, *, reason: str, by: User, version: int | None = None) -> Award:
    """Not passed: by the township instead of its review, by the county instead of its approval.
    The reason is the clerk's own words.

    Raises NotTheMoment while the notice runs or an objection is open."""
    (row,) = locked_awards([award.uid], by)
    past = (Status.REVIEWED, Status.TOWN_NOTICED, Status.COUNTY_NOTICED)
    step = APPROVE if row.status in past else REVIEW
    acts.require(by, step.act, row.village_id)
    require_moment(row, "send_back", _("退回"))
    require_version(row, version, {}, ())
    if row.status in Award.UP and (refusal := notice_refusal(row, _opposed([row]))):
        raise refusal
    if not 5 <= len(reason.strip()) <= LONGEST_TEXT:
        raise Invalid({"reason": _("请写退回的原因，至少一句话。")})
    before = row.status
    reject(row, reason.strip())
    save_award(row, "rejected_on", "reject_reason")
    trail.record(
        step.act,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": before},
        after={"status": row.status},
        reason=_("退回：%(why)s") % {"why": reason.strip()},
    )
    return row


def _one(award: Award, step: Step, by: User, version: int | None, **said: Any) -> Award:
    (row,) = locked_awards([award.uid], by)
    acts.require(by, step.act, row.village_id)
    require_moment(row, step.moment, step.words)
    require_version(row, version, {}, ())
    values = _values(step, [row], said.get("opinion", ""), said.get("plated_on"), by)
    if refusal := _refusals([row], step).get(row.pk):
        raise refusal
    return _take([row], step, values, by)[0]


def _values(
    step: Step, rows: Sequence[Award], opinion: str, plated_on: date | None, by: User
) -> dict[str, Any]:
    """The columns this step writes, the same for every row."""
    today = timezone.localdate()
    if step is PLATE:
        day = plated_on or today
        approved = max((row.approved_on for row in rows if row.approved_on), default=day)
        if not approved <= day <= today:
            raise Invalid(
                {
                    "plated_on": _("授牌日期要在县批准日期（%(day)s）和今天之间。")
                    % {"day": zh_day(approved)}
                }
            )
        return {"plated_on": day}
    if not OPINION_LEAST <= len(opinion.strip()) <= LONGEST_TEXT:
        raise Invalid({"opinion": _("请写意见，比如：情况属实，同意。")})
    name = "review" if step is REVIEW else "approve"
    done = "reviewed" if step is REVIEW else "approved"
    return {f"{name}_opinion": opinion.strip(), f"{done}_on": today, f"{done}_by": by}


def _refusals(rows: Sequence[Award], step: Step) -> dict[int, Refusal]:
    """Why `step` cannot be taken, by key; a fixed number of queries whatever the number of rows.
    Whether an award has to wait is asked last, and answered alike for every ground."""
    opposed = _opposed(rows)
    held = held_among(rows)
    out: dict[int, Refusal] = {}
    for row in rows:
        try:
            require_moment(row, step.moment, step.words)
        except NotTheMoment as refusal:
            out[row.pk] = refusal
            continue
        refusal_ = _notice_owed(row, step)
        if refusal_ is None and row.status in Award.UP:
            refusal_ = notice_refusal(row, opposed)
        if refusal_ or row.pk in held:
            out[row.pk] = refusal_ or OnHold()
    return out


def _notice_owed(row: Award, step: Step) -> Refusal | None:
    """A level that wants the township's or the county's notice goes on from that notice only."""
    owed = {APPROVE: (Status.REVIEWED, TOWN_NOTICE), PLATE: (Status.APPROVED, COUNTY_NOTICE)}
    status, name = owed.get(step, ("", ""))
    if row.status != status or rules_of(row).skips(row.rank, name):
        return None
    if name == TOWN_NOTICE:
        return NotTheMoment(_("这一级别要先由乡镇公示，公示期满再批准。"))
    return NotTheMoment(_("这一级别要先由县里公示，公示期满再授牌。"))


def _opposed(rows: Sequence[Award]) -> frozenset[int]:
    keys = [row.pk for row in rows]
    opposed = Award.objects.filter(open_objection(), pk__in=keys)
    return frozenset(opposed.values_list("pk", flat=True))


def notice_refusal(row: OnNotice, opposed: frozenset[int]) -> Refusal | None:
    """Why what is on notice cannot go on yet: the notice runs, or an objection is open."""
    assert row.notice_until is not None  # what is on notice has its last day
    if timezone.localdate() <= row.notice_until:
        return NotTheMoment(_("公示到%(day)s才满，满后再办。") % {"day": zh_day(row.notice_until)})
    if row.pk in opposed:
        return NotTheMoment(_("还有异议没有答复，答复后再办。"))
    return None


def _take(rows: list[Award], step: Step, values: dict[str, Any], by: User) -> list[Award]:
    """Write the step for all rows at once and log each."""
    if not rows:
        return []
    before = {row.pk: row.status for row in rows}
    keys = [row.pk for row in rows]
    if step is PLATE:
        _number(rows)
        Award.objects.bulk_update(rows, ["plate_number", "verify_code"], batch_size=500)
    Award.objects.filter(pk__in=keys).update(status=step.after, version=F("version") + 1, **values)
    told = {k: v for k, v in values.items() if k.endswith("opinion")}
    for row in rows:
        row.status, row.version = step.after, row.version + 1
        for name, value in values.items():
            setattr(row, name, value)
    trail.record_each(
        step.act,
        by=by,
        rows=[
            (
                row,
                row.village_id,
                {"from": before[row.pk], "status": step.after, "opinion": "".join(told.values())}
                | ({"plate_number": row.plate_number} if step is PLATE else {}),
            )
            for row in rows
        ],
    )
    return rows


def _number(rows: Sequence[Award]) -> None:
    """Give the rows the next numbers of their year and level, such as 沛示2026-0001 or, for the
    county's, 沛县示2026-0001: first sign of the county's name, sign of the level, year, running
    number [C]; the same number stands on plate and certificate. The campaign's row stays locked
    until the transaction ends, so numbers have neither gaps nor doubles."""
    ids = sorted({row.campaign_id for row in rows})
    campaigns = Campaign.objects.filter(pk__in=ids).order_by("pk")
    locked = campaigns.select_related("county").select_for_update(of=("self",), no_key=True)
    for campaign in locked:
        for rank in sorted({row.rank for row in rows if row.campaign_id == campaign.pk}):
            prefix = number_prefix(campaign, rank)
            used = Award.objects.filter(campaign=campaign, plate_number__startswith=prefix)
            serial = Cast(Substr("plate_number", len(prefix) + 1), IntegerField())
            last = used.aggregate(last=Max(serial))["last"] or 0
            for row in rows:
                if row.campaign_id == campaign.pk and row.rank == rank:
                    last += 1
                    row.plate_number = f"{prefix}{last:04d}"
                    row.verify_code = new_code()


SIGNS = {Rank.VILLAGE: "示", Rank.TOWNSHIP: "乡示", Rank.COUNTY: "县示"}


def number_prefix(campaign: Campaign, rank: str) -> str:
    """沛县示2026-: what stands before the running number."""
    return f"{campaign.county.name[:1]}{SIGNS[Rank(rank)]}{campaign.year}-"
