"""Verbs of a hazard (重大隐患) up to its form: opened the moment it is known, told by telephone,
received above, reported in the form. What follows is in transitions.hazard_end."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from households.models import (
    Hazard,
    HazardCall,
    Household,
    IncidentKind,
    ListedFamily,
    Visit,
    ZeroReport,
)
from households.queries.hazard import open_of
from households.transitions import incidents

KNOWN_DAYS = 30  # nobody learns today of something the office has known for longer
WORDS_LEAST = 4


@transaction.atomic
def open_hazard(
    *,
    by: User,
    family: ListedFamily | None = None,
    household: Household | None = None,
    visit: Visit | None = None,
    report: ZeroReport | None = None,
    village: Division | None = None,
    source: str = "",
    known_at: datetime | None = None,
    dangers: Sequence[str] = (),
    reporter: str = "",
    client_uuid: uuid.UUID | None = None,
) -> Hazard:
    """A hazard is known: both clocks start at `known_at` (default now; domain C4). It hangs on a
    listed family, a household, a visit, a found report, or only on a village. A family with an
    open hazard keeps that one: the call answers with it, whoever calls; so does a second submit
    of the same form.

    Raises Http404 outside the reach, Forbidden outside one's role, Invalid for an impossible
    moment, NotTheMoment for a family that left the list."""
    now = timezone.now()
    row = ListedFamily.objects.locked(by, uid=family.uid) if family else None
    place = _place(by, row, household, visit, report, village)
    acts.require(by, Act.HAZARD_OPEN, place)
    if row is not None and (before := open_of(row)):
        return before
    if client_uuid and (same := Hazard.objects.visible_to(by).filter(client_uuid=client_uuid)):
        return same.get()
    if row is not None and row.status != ListedFamily.Status.LISTED:
        raise NotTheMoment(_("这一户已销号，请从家庭或本村直接上报重大隐患。"))
    _check_opening(known_at, dangers, now)
    hazard = _insert(
        Hazard(
            client_uuid=client_uuid,
            village_id=place,
            family=row,
            household_id=row.household_id if row else (household.pk if household else None),
            visit=visit,
            report=report,
            source=source or _source(row, visit, report),
            known_at=known_at or now,
            opened_at=now,
            opened_by=by,
            reporter=reporter.strip(),
            dangers=list(dangers),
        )
    )
    if row is not None:
        flag_grave(row, True, by)
    after = {"known_at": hazard.known_at.isoformat(), "source": hazard.source}
    trail.record(Act.HAZARD_OPEN, by=by, on=hazard, place=place, after=after)
    incidents.record(
        village=place,
        kind=IncidentKind.HAZARD,
        source=hazard,
        by=by,
        known_at=hazard.known_at,
        family=row,
    )
    return hazard


@transaction.atomic
def record_call(
    hazard: Hazard, *, called_at: datetime, person: str, unit: str, by: User
) -> HazardCall:
    """The telephone report: whom, when. The earliest call counts for the clock."""
    row = _locked(hazard, by, Act.HAZARD_REPORT, "call", _("登记电话报告"))
    now, errors = timezone.now(), {}
    if called_at > now:
        errors["called_at"] = _("电话时间不能晚于现在。")
    elif called_at < row.known_at:
        errors["called_at"] = _("电话不会早于知悉时间，请核对两个时间。")
    if not person.strip():
        errors["person"] = _("请写谁接的电话。")
    if not unit.strip():
        errors["unit"] = _("请写接电话的单位，比如：镇妇联、派出所。")
    if errors:
        raise Invalid(errors)
    call = HazardCall.objects.create(
        hazard=row,
        village_id=row.village_id,
        called_at=called_at,
        person=person.strip(),
        unit=unit.strip(),
        by=by,
        recorded_at=now,
    )
    _told(row, by, {"called_at": called_at.isoformat()})
    return call


@transaction.atomic
def receive(hazard: Hazard, *, by: User) -> Hazard:
    """接报: a named person of the township (or county) handles it from here on."""
    row = _locked(hazard, by, Act.HAZARD_RECEIVE, "receive", _("接报"))
    if row.handler_id is not None:
        raise NotTheMoment(
            _("%(name)s已接报承办。") % {"name": User.objects.get(pk=row.handler_id).name}
        )
    row.handler, row.received_at = by, timezone.now()
    save(row, "handler", "received_at")
    trail.record(Act.HAZARD_RECEIVE, by=by, on=row, place=row.village_id, after={"handler": by.pk})
    return row


@transaction.atomic
def release(hazard: Hazard, *, reason: str, by: User) -> Hazard:
    """The handler gives the hazard back, or a colleague does because the handler is gone: it
    stands open to be received again, and its clocks run on."""
    row = _locked(hazard, by, Act.HAZARD_RECEIVE, "receive", _("交回"))
    if row.handler_id is None:
        raise NotTheMoment(_("还没有人接报。"))
    if len(reason.strip()) < WORDS_LEAST:
        raise Invalid({"reason": _("请写明为什么交回，比如：调离岗位。")})
    before, row.handler, row.received_at = row.handler_id, None, None
    save(row, "handler", "received_at")
    trail.record(
        Act.HAZARD_RECEIVE,
        by=by,
        on=row,
        place=row.village_id,
        before={"handler": before},
        after={"handler": None},
        reason=reason.strip(),
    )
    return row


@transaction.atomic
def file_form(
    hazard: Hazard,
    *,
    dangers: Sequence[str],
    place: str,
    persons: str,
    course: str,
    measures: str,
    next_steps: str,
    signed_by: str,
    by: User,
    support: str = "",
    occurred_at: datetime | None = None,
    protected: bool = False,
    police_at: datetime | None = None,
    police_unit: str = "",
    version: int | None = None,
) -> Hazard:
    """The form (J2 重大隐患专报). When the victim is a child or lacks capacity the police must have
    been told first, with the time (反家庭暴力法 art. 14, 未成年人保护法 art. 11): the form is
    refused without. Server receipt time decides whether it was in time."""
    row = _locked(hazard, by, Act.HAZARD_REPORT, "file", _("上报专报"))
    words = {
        "place": place,
        "persons": persons,
        "course": course,
        "measures": measures,
        "next_steps": next_steps,
        "signed_by": signed_by,
        "support": support,
    }
    words = {name: value.strip() for name, value in words.items()}
    require_version(row, version, {}, ())
    now = timezone.now()
    _check_form(row, words, dangers, occurred_at, now)
    _check_police(row, protected, police_at, police_unit, now)
    for name, value in words.items():
        setattr(row, name, value)
    row.dangers = [d.value for d in Hazard.Danger if d in dangers]
    row.occurred_at, row.protected = occurred_at, protected
    row.police_at, row.police_unit = police_at, police_unit.strip()
    row.filed_at, row.filed_by, row.status = now, by, Hazard.Status.FILED
    save(row, *words, "dangers", "occurred_at", "protected", "police_at", "police_unit",
         "filed_at", "filed_by", "status")  # fmt: skip
    _told(row, by, {"status": row.status, "protected": protected, "police": bool(police_at)})
    return row


def flag_grave(family: ListedFamily, on: bool, by: User) -> None:
    """Keep the family's flag 重大隐患 in step; the caller holds the row's lock."""
    if family.grave == on:
        return
    family.grave = on
    family.version += 1
    family.save(update_fields=["grave", "version"])
    trail.record(
        Act.FAMILY_PLAN,
        by=by,
        on=family,
        place=family.village_id,
        before={"grave": not on},
        after={"grave": on},
    )


def save(row: Hazard, *fields: str) -> None:
    """Save these fields as a new version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _locked(hazard: Hazard, by: User, act: Act, moment: str, words: str) -> Hazard:
    row = Hazard.objects.locked(by, uid=hazard.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    return row


def _told(row: Hazard, by: User, after: dict[str, object]) -> None:
    trail.record(Act.HAZARD_REPORT, by=by, on=row, place=row.village_id, after=after)


def _place(
    by: User,
    family: ListedFamily | None,
    household: Household | None,
    visit: Visit | None,
    report: ZeroReport | None,
    village: Division | None,
) -> int:
    """The village it happened in, of whatever `by` can see; nothing given is a fault of ours."""
    if family is not None:
        return family.village_id
    if household is not None:
        return Household.objects.fetch(by, uid=household.uid).village_id
    if visit is not None:
        return Visit.objects.fetch(by, uid=visit.uid).village_id
    if report is not None:
        return ZeroReport.objects.fetch(by, uid=report.uid).village_id
    if village is None:
        raise TypeError("a hazard needs a place")
    return village.pk


def _source(
    family: ListedFamily | None, visit: Visit | None, report: ZeroReport | None
) -> Hazard.Source:
    if visit is not None:
        return Hazard.Source.VISIT
    if report is not None:
        return Hazard.Source.REPORT
    return Hazard.Source.FAMILY if family is not None else Hazard.Source.DIRECT


def _insert(hazard: Hazard) -> Hazard:
    try:
        with transaction.atomic():
            hazard.save()
    except IntegrityError:
        raise NotTheMoment(_("这份重大隐患刚刚已经上报，请从列表打开。")) from None
    return hazard


def _check_opening(known_at: datetime | None, dangers: Sequence[str], now: datetime) -> None:
    errors = {}
    if known_at and known_at > now:
        errors["known_at"] = _("知悉时间不能晚于现在。")
    elif known_at and known_at < now - timedelta(days=KNOWN_DAYS):
        errors["known_at"] = _("知悉时间太早，请核对；更早知道的请写在经过里。")
    if not set(dangers) <= set(Hazard.Danger.values):
        errors["dangers"] = _("请从清单里选危险。")
    if errors:
        raise Invalid(errors)


def _check_form(
    row: Hazard,
    words: dict[str, str],
    dangers: Sequence[str],
    occurred_at: datetime | None,
    now: datetime,
) -> None:
    errors = {}
    if not dangers or not set(dangers) <= set(Hazard.Danger.values):
        errors["dangers"] = _("请选至少一种危险。")
    if occurred_at and occurred_at > now:
        errors["occurred_at"] = _("发生时间不能晚于现在。")
    for name, sentence in {
        "place": _("请写在哪里，到组到户。"),
        "persons": _("请写涉及哪些人，和户主什么关系。"),
        "course": _("请写经过，一两句就行。"),
        "measures": _("请写已经做了什么；还没做也请写明。"),
        "next_steps": _("请写下一步谁做什么。"),
        "signed_by": _("请写签发人。"),
    }.items():
        least = 1 if name in ("signed_by", "place") else WORDS_LEAST
        if len(words[name]) < least:
            errors[name] = sentence
    if errors:
        raise Invalid(errors)


def _check_police(
    row: Hazard, protected: bool, police_at: datetime | None, police_unit: str, now: datetime
) -> None:
    errors = {}
    if protected and police_at is None:
        errors["police_at"] = _(
            "受害人是未成年人或无、限制民事行为能力人，必须先报警，并写明报警时间"
            "（反家庭暴力法第十四条、未成年人保护法第十一条）。"
        )
    elif police_at and police_at > now:
        errors["police_at"] = _("报警时间不能晚于现在。")
    if police_at and not police_unit.strip():
        errors["police_unit"] = _("请写向哪里报的警，比如：110、某派出所。")
    if errors:
        raise Invalid(errors)
