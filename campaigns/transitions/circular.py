"""Verbs of a circular (通报): drafted, filled from findings, approved by another person, issued
with a number without gaps, withdrawn with its trace, read by whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid
from campaigns.circular_paper import keep
from campaigns.models import (
    Campaign,
    Circular,
    CircularEntry,
    CircularReceipt,
    Division,
    Finding,
    IssuedNumber,
    LadderStep,
    Level,
    MemberUnit,
)
from campaigns.transitions import numbering
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.transitions.wording import require_county, require_reason, said

Status, Side = Circular.Status, CircularEntry.Side
ENTRIES_MOST = 200


@dataclass(frozen=True)
class Naming:
    """One unit named, praised or blamed, as typed."""

    side: str
    unit: Division | MemberUnit
    words: str
    ground: str = ""
    due_on: date | None = None
    responsible: str = ""
    result: str = ""
    finding: Finding | None = None


@transaction.atomic
def draft(
    campaign: Campaign,
    *,
    title: str,
    since: date,
    until: date,
    opening: str,
    by: User,
    level: str = Circular.Level.COUNTY,
    word: str = "",
    outer_number: str = "",
    demands: str = "",
    ranking: Sequence[Sequence[str]] = (),
    namings: Sequence[Naming] = (),
) -> Circular:
    """A draft with whom it names."""
    require_county(by, Act.CIRCULAR_DRAFT, campaign.county)
    values = _checked(title, since, until, opening, level, word, outer_number, demands, ranking)
    row = Circular.objects.create(
        campaign=campaign,
        place=campaign.county,
        drafted_by=by,
        drafted_at=timezone.now(),
        **values,
    )
    _name(row, namings)
    _tell(Act.CIRCULAR_DRAFT, row, by)
    return row


@transaction.atomic
def change(
    circular: Circular,
    *,
    by: User,
    namings: Sequence[Naming],
    version: int | None = None,
    **typed: Any,
) -> Circular:
    """The draft anew, whom it names included."""
    row = _locked(circular, Act.CIRCULAR_DRAFT, by)
    require_moment(row, "change", _("修改"))
    require_version(row, version, typed, ("title", "opening", "demands"))
    for name, value in _checked(**typed).items():
        setattr(row, name, value)
    row.drafted_by, row.drafted_at = by, timezone.now()
    row.version += 1
    row.save()
    row.entries.all().delete()
    _name(row, namings)
    _tell(Act.CIRCULAR_DRAFT, row, by)
    return row


def _checked(
    title: str,
    since: date,
    until: date,
    opening: str,
    level: str,
    word: str,
    outer_number: str,
    demands: str,
    ranking: Sequence[Sequence[str]],
) -> dict[str, Any]:
    errors: dict[str, str] = {}
    own = level == Circular.Level.COUNTY
    title = said(errors, "title", title, 80, _("请写标题。"))
    opening = said(errors, "opening", opening, 2000, _("请写导语。"))
    if level not in Circular.Level.values:
        errors["level"] = _("请选发文层级。")
    if own:
        word = said(errors, "word", word, 20, _("请写机关代字，例如：沛平家督。"))
    else:
        outer_number = said(errors, "outer_number", outer_number, 40, _("请写来文字号。"))
    if since > until:
        errors["until"] = _("时段的止不能早于起。")
    if len(demands.strip()) > 2000:
        errors["demands"] = _("不超过 2000 个字。")
    if errors:
        raise Invalid(errors)
    return {
        "title": title,
        "since": since,
        "until": until,
        "opening": opening,
        "level": level,
        "word": word.strip() if own else "",
        "outer_number": "" if own else outer_number,
        "demands": demands.strip(),
        "ranking": [list(row) for row in ranking],
    }


def _name(row: Circular, namings: Sequence[Naming]) -> None:
    errors: dict[str, str] = {}
    if not 1 <= len(namings) <= ENTRIES_MOST:
        raise Invalid({"namings": _("请写通报哪些单位，1 至 %(n)d 条。") % {"n": ENTRIES_MOST}})
    made = []
    for one in namings:
        words = said(errors, "namings", one.words, 500, _("每个单位都要写明事项。"))
        unit = one.unit if isinstance(one.unit, MemberUnit) else None
        place = one.unit if isinstance(one.unit, Division) else None
        if one.side not in Side.values:
            errors["namings"] = _("请写表扬或批评。")
        if place is not None and not (
            place.level in (Level.TOWNSHIP, Level.VILLAGE)
            and row.campaign.county.contains(place.code)
        ):
            errors["namings"] = _("只通报本县的镇（街道）、村（社区）和成员单位。")
        if unit is not None and unit.county_id != row.campaign.county_id:
            errors["namings"] = _("只通报本县的镇（街道）、村（社区）和成员单位。")
        made.append(
            CircularEntry(
                circular=row,
                place=row.place,
                side=one.side,
                division=place,
                unit=unit,
                finding=one.finding,
                words=words,
                ground=one.ground[:200],
                due_on=one.due_on,
                responsible=one.responsible[:40],
                result=one.result[:40],
            )
        )
    if errors:
        raise Invalid(errors)
    CircularEntry.objects.bulk_create(made)


@transaction.atomic
def approve(circular: Circular, *, by: User, version: int | None = None) -> Circular:
    """Approved by somebody who did not write it, of the federation or the governance office."""
    seen = Circular.objects.shown_to(by).fetch(by, uid=circular.uid)
    acts.require(by, Act.CIRCULAR_APPROVE, seen.place_id)
    row = Circular.objects.locked(by, pk=seen.pk)
    require_moment(row, "approve", _("审定"))
    if row.drafted_by_id == by.pk:
        raise Forbidden(_("通报由起草人以外的人审定。"))
    require_version(row, version, {}, ())
    row.status, row.approved_by, row.approved_at = Status.APPROVED, by, timezone.now()
    return _saved(row, Act.CIRCULAR_APPROVE, by)


@transaction.atomic
def send_back(circular: Circular, *, reason: str, by: User, version: int | None = None) -> Circular:
    """What was approved goes back to be written anew; the reason is in the trail."""
    seen = Circular.objects.shown_to(by).fetch(by, uid=circular.uid)
    acts.require(by, Act.CIRCULAR_APPROVE, seen.place_id)
    row = Circular.objects.locked(by, pk=seen.pk)
    require_moment(row, "return", _("退回修改"))
    require_version(row, version, {}, ())
    reason = require_reason("reason", reason)
    row.status, row.approved_by, row.approved_at = Status.DRAFT, None, None
    return _saved(row, Act.CIRCULAR_APPROVE, by, reason)


@transaction.atomic
def issue(
    circular: Circular, *, by: User, issued_on: date | None = None, version: int | None = None
) -> Circular:
    """Issued: frozen, numbered without a gap, kept as the PDF that goes out, and a step on the
    ladder of everybody it blames. One from above keeps its own number and day, and its paper is
    elsewhere."""
    row = _locked(circular, Act.CIRCULAR_ISSUE, by)
    require_moment(row, "issue", _("印发"))
    require_version(row, version, {}, ())
    Campaign.objects.select_for_update(of=("self",)).get(pk=row.campaign_id)
    today = timezone.localdate()
    own = row.level == Circular.Level.COUNTY
    day = today if own or issued_on is None else issued_on
    if day > today or day < date(row.campaign.year, 1, 1):
        raise Invalid({"issued_on": _("印发日期要在本年度、不晚于今天。")})
    if own:
        row.number = numbering.take(
            row.place, word=row.word, day=day, title=row.title,
            noun=IssuedNumber.Noun.CIRCULAR, paper=row.uid, by=by,
        ).number  # fmt: skip
    row.status, row.issued_by, row.issued_on = Status.ISSUED, by, day
    _saved(row, Act.CIRCULAR_ISSUE, by, pdf=keep(row).digest if own else "")
    _steps(row, by)
    return row


def _steps(row: Circular, by: User) -> None:
    assert row.issued_on is not None  # issued just now
    named: dict[tuple[int, int | None], CircularEntry] = {}
    for entry in row.entries.filter(side=Side.BLAME).select_related("division", "unit"):
        named.setdefault((entry.division_id or row.place_id, entry.unit_id), entry)
    steps = [
        LadderStep(
            campaign=row.campaign,
            place_id=place,
            unit_id=unit,
            kind=LadderStep.Kind.CIRCULAR,
            circular=row,
            finding_id=entry.finding_id,
            ground=entry.words,
            decided_by=_("%(county)s（%(number)s）")
            % {"county": row.place.name, "number": row.document_number},
            from_on=row.issued_on,
            conditions=_("通报的问题整改到位并经复查"),
            made_by=by,
            made_at=timezone.now(),
        )
        for (place, unit), entry in named.items()
    ]
    LadderStep.objects.bulk_create(steps)


@transaction.atomic
def withdraw(circular: Circular, *, reason: str, by: User, version: int | None = None) -> Circular:
    """Taken back with the reason; number and text stay readable, its steps on the ladder end."""
    row = _locked(circular, Act.CIRCULAR_ISSUE, by)
    require_moment(row, "withdraw", _("撤销"))
    require_version(row, version, {}, ())
    row.withdraw_reason = require_reason("reason", reason)
    row.status, row.withdrawn_by, row.withdrawn_on = Status.WITHDRAWN, by, timezone.localdate()
    row.steps.standing().update(ended_on=row.withdrawn_on, ended_by=by, end_reason=_("通报已撤销"))
    own = row.level == Circular.Level.COUNTY
    return _saved(row, Act.CIRCULAR_ISSUE, by, pdf=keep(row).digest if own else "")


@transaction.atomic
def acknowledge(circular: Circular, *, unit: Division, by: User) -> CircularReceipt:
    """A unit that is named says it has read it; twice is once."""
    row = Circular.objects.shown_to(by).fetch(by, uid=circular.uid)
    require_moment(row, "acknowledge", _("签收"))
    require_unit(by, Act.CIRCULAR_READ, unit)
    if not row.entries.filter(division=unit).exists():
        raise Forbidden(_("这份通报没有点到%(unit)s，不用签收。") % {"unit": unit.name})
    made, new = CircularReceipt.objects.get_or_create(
        circular=row, place=unit, defaults={"by": by, "at": timezone.now()}
    )
    if new:
        trail.record(
            Act.CIRCULAR_READ, by=by, on=row, place=unit.code, after={"receipt": unit.code}
        )
    return made


def reads_for(user: User, circular: Circular) -> Division | None:
    """The unit she would acknowledge it for: named, hers, and not yet done."""
    if circular.status != Status.ISSUED:
        return None
    done = set(CircularReceipt.objects.filter(circular=circular).values_list("place_id", flat=True))
    for posting in user.postings_today:
        unit = posting.division
        named = any(e.division_id == unit.code for e in circular.entries.all())
        if named and unit.code not in done and acts_for(user, Act.CIRCULAR_READ, unit):
            return unit
    return None


def _locked(circular: Circular, act: Act, by: User) -> Circular:
    rows = Circular.objects.select_related("campaign__county", "place")
    seen = rows.shown_to(by).fetch(by, uid=circular.uid)
    require_unit(by, act, seen.place)
    return rows.locked(by, pk=seen.pk)


def _saved(row: Circular, act: Act, by: User, reason: str = "", pdf: str = "") -> Circular:
    row.version += 1
    row.save()
    _tell(act, row, by, reason, pdf)
    return row


def _tell(act: Act, row: Circular, by: User, reason: str = "", pdf: str = "") -> None:
    after: dict[str, Any] = {"status": row.status, "number": row.number}
    if pdf:
        after["pdf"] = pdf
    trail.record(act, by=by, on=row, place=row.place_id, after=after, reason=reason)
