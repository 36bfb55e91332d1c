"""Verbs of bulletins (简报): draft, correct, issue, withdraw (domain F, J2)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import locks, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Bulletin, Division
from campaigns.transitions.once import saved_once
from campaigns.transitions.taking_back import reasoned
from campaigns.transitions.unit import require_own, require_unit

WORDS = ("title", "body", "editor", "report_to", "send_to", "copy_to")
BODY_LEAST, COPIES_MOST, FARTHEST_DAYS = 20, 5000, 366


@transaction.atomic
def draft_bulletin(
    unit: Division,
    *,
    by: User,
    copies: int = 0,
    client_uuid: uuid.UUID | None = None,
    **words: str,
) -> Bulletin:
    """Write a draft in the name of one's own unit; it has no number yet. The same client_uuid
    again answers with the first draft."""
    require_own(by, Act.BULLETIN_WRITE, unit)
    if client_uuid:
        known = Bulletin.objects.visible_to(by).filter(client_uuid=client_uuid).first()
        if known is not None:
            return known
    clean = _checked(words, copies)
    row = Bulletin(
        client_uuid=client_uuid,
        unit=unit,
        copies=copies,
        written_by=by,
        written_at=timezone.now(),
        **clean,
    )
    row, new = saved_once(row, by=by)
    if new:
        trail.record(Act.BULLETIN_WRITE, by=by, on=row, place=unit.code, after={"draft": True})
    return row


def _checked(words: dict[str, str], copies: int) -> dict[str, Any]:
    clean = {name: words.get(name, "").strip() for name in WORDS}
    errors = {}
    if not clean["title"]:
        errors["title"] = _("请写标题。")
    if len(clean["body"]) < BODY_LEAST:
        errors["body"] = _("请写正文，至少 20 个字。")
    if not clean["editor"]:
        errors["editor"] = _("请写编辑。")
    if not 0 <= copies <= COPIES_MOST:
        errors["copies"] = _("0 到 5000 份。")
    if errors:
        raise Invalid(errors)
    return clean


@transaction.atomic
def rewrite_bulletin(
    bulletin: Bulletin, *, by: User, version: int, copies: int = 0, **words: str
) -> Bulletin:
    """Correct a draft; what was issued is frozen."""
    row = _own(bulletin, Act.BULLETIN_WRITE, by)
    _require(row, Bulletin.Status.DRAFT, _("已印发的简报不能再改；写错的请撤回，另发一期。"))
    require_version(row, version, words, WORDS)
    clean = _checked(words, copies)
    changed = [name for name in WORDS if getattr(row, name) != clean[name]]
    for name in WORDS:
        setattr(row, name, clean[name])
    row.copies, row.version = copies, row.version + 1
    row.save()
    trail.record(Act.BULLETIN_WRITE, by=by, on=row, place=row.unit_id, after={"changed": changed})
    return row


@transaction.atomic
def issue_bulletin(
    bulletin: Bulletin, *, by: User, version: int, issued_on: date | None = None
) -> Bulletin:
    """Give it the next number of the unit's year and freeze it. Issuers of one unit queue up, so
    that numbers have neither gaps nor doubles; a number once given stays, also when withdrawn.
    issued_on: the day it went out on paper, where it is entered afterwards; days follow numbers."""
    seen = _own(bulletin, Act.BULLETIN_ISSUE, by)
    locks.hold(f"bulletin:{seen.unit_id}")
    row = Bulletin.objects.locked(by, pk=seen.pk)
    _require(row, Bulletin.Status.DRAFT, _("这一期已经印发。"))
    require_version(row, version, {}, ())
    of_unit = Bulletin.objects.visible_to(by).filter(unit_id=row.unit_id)
    before = of_unit.aggregate(total=Max("total"), day=Max("issued_on"))
    day = _day(issued_on, before["day"])
    number = of_unit.filter(year=day.year).aggregate(n=Max("number"))["n"] or 0
    row.year, row.number, row.total = day.year, number + 1, (before["total"] or 0) + 1
    row.status, row.issued_on, row.issued_by = Bulletin.Status.ISSUED, day, by
    row.version += 1
    row.save()
    after = {"year": row.year, "number": row.number, "total": row.total}
    trail.record(Act.BULLETIN_ISSUE, by=by, on=row, place=row.unit_id, after=after)
    return row


def _day(wanted: date | None, last: date | None) -> date:
    today = timezone.localdate()
    day = wanted or today
    if day > today or (today - day).days > FARTHEST_DAYS or (last is not None and day < last):
        raise Invalid({"issued_on": _("印发日期不晚于今天，不早于上一期，在最近一年里。")})
    return day


@transaction.atomic
def withdraw_bulletin(bulletin: Bulletin, *, reason: str, by: User, version: int) -> Bulletin:
    """Take an issued bulletin back; its number, text and reason stay readable."""
    row = _own(bulletin, Act.BULLETIN_ISSUE, by)
    _require(row, Bulletin.Status.ISSUED, _("只有已印发的简报可以撤回。"))
    require_version(row, version, {}, ())
    row.withdraw_reason, row.withdrawn_on = reasoned(reason), timezone.localdate()
    row.status, row.version = Bulletin.Status.WITHDRAWN, row.version + 1
    row.save()
    trail.record(
        Act.BULLETIN_ISSUE,
        by=by,
        on=row,
        place=row.unit_id,
        before={"status": "issued"},
        after={"status": "withdrawn"},
        reason=row.withdraw_reason,
    )
    return row


def _own(bulletin: Bulletin, act: Act, by: User) -> Bulletin:
    seen = Bulletin.objects.select_related("unit").fetch(by, uid=bulletin.uid)
    require_unit(by, act, seen.unit)
    return Bulletin.objects.locked(by, pk=seen.pk)


def _require(row: Bulletin, status: str, sentence: str) -> None:
    if row.status != status:
        raise NotTheMoment(sentence)
