"""Rows of tasks, inspections, problems, circulars and the ladder, at every level that has them."""

from __future__ import annotations

import zlib
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts import links
from campaigns.models import (
    Circular,
    CircularEntry,
    CircularPaper,
    CircularReceipt,
    Deduction,
    DeductionScale,
    Draw,
    Finding,
    Inspection,
    InspectionTarget,
    LadderStep,
    MemberUnit,
    Rectification,
    RectificationOrder,
    Task,
    TaskAssist,
    TaskCard,
    TaskChange,
    TaskLink,
    TaskReport,
)
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


class Link:
    """Looks like a row to an address that holds a token."""

    def __init__(self, token: str) -> None:
        self.uid = self.pk = token


def build(world: World, rows: Rows, code: int) -> None:
    """A county's own, and what each unit below has."""
    county = code // 10**6 * 10**6
    if code == county:
        _county(world, rows, code)
    if code % 1000 == 0:
        _task(world, rows, code, county)
    if code != county:
        _problem(world, rows, code, county)


def _common(world: World, rows: Rows, county: int) -> dict[str, Any]:
    return {"campaign": rows.by_noun["campaigns"][county]}


def _county(world: World, rows: Rows, code: int) -> None:
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    today, own = timezone.localdate(), _common(world, rows, code)
    rows.by_noun["scales_of_deduction"][code] = rows.make(
        DeductionScale, code, county=unit, number=1, starts=today, found=Decimal(0),
        unrectified=Decimal("0.5"), again=Decimal(1), set_by=boss, set_at=now,
    )  # fmt: skip
    item = {"code": "1", "words": rows.canary(Inspection.wall.kind, code, "items"), "ground": ""}
    round_ = rows.make(
        Inspection, code, county=unit, kind="random", starts=today, ends=today,
        village_items=[item], home_items=[item], made_by=boss, made_at=now, close_words="", **own,
    )  # fmt: skip
    rows.by_noun["inspections"][code] = round_
    rows.by_noun["draws"][code] = rows.make(
        Draw, code, inspection=round_, county=unit, ordinal=1, listed="anjia-draw-1\n",
        homes=zlib.compress(b"{}"), list_hash="0" * 64, seed_hash="0" * 64,
        sealed_by=boss, sealed_at=now, public_words="", result="", reason="",
    )  # fmt: skip
    circular = rows.make(
        Circular, code, place=unit, level="county", outer_number="", since=today, until=today,
        drafted_by=boss, drafted_at=now, withdraw_reason="", ranking=[], **own,
    )  # fmt: skip
    rows.by_noun["circulars"][code] = circular
    for place, named in world.divisions.items():
        if unit.contains(place) and place != code:
            rows.make(
                CircularEntry, code, circular=circular, place=unit, side="blame", division=named
            )
    # Named first, then issued: what is issued does not change any more.
    circular.status, circular.number, circular.issued_on = "issued", 1, today
    circular.approved_by, circular.approved_at = world.users["governance"], now
    circular.issued_by = boss
    circular.save()
    CircularPaper.objects.create(
        circular=circular, place=unit, state="issued", data=b"%PDF-1.7", digest="0" * 64,
        drawn_at=now,
    )  # fmt: skip
    for secret in rows.secrets.values():
        if secret.place == code and secret.column.startswith("campaigns.circular"):
            secret.offered = True
    begun = rows.make(
        Circular, code, place=unit, level="county", outer_number="", since=today, until=today,
        drafted_by=boss, drafted_at=now, withdraw_reason="", ranking=[], **own,
    )  # fmt: skip
    rows.make(CircularEntry, code, circular=begun, place=unit, side="blame", division=unit)
    rows.make(
        Task, code, place=unit, number=98, due_on=today + timedelta(days=9), made_by=boss,
        made_at=now, end_words="", lead_place=unit, **own,
    )  # fmt: skip


def _task(world: World, rows: Rows, code: int, county: int) -> None:
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    today, own = timezone.localdate(), _common(world, rows, county)
    member = rows.by_noun["member_units"][county]
    is_county = code == county
    task = rows.make(
        Task, code, place=unit, number=code % 10**6 // 1000 + 1, due_on=today + timedelta(days=9),
        status="published", published_at=now, made_by=boss, made_at=now, end_words="",
        lead_unit=member if is_county else None, lead_place=None if is_county else unit, **own,
    )  # fmt: skip
    rows.by_noun["tasks"][code] = task
    TaskAssist.objects.create(
        task=task, place=unit, unit=None if is_county else member,
        township=world.divisions[TOWN_OF[code]] if is_county else None,
    )  # fmt: skip
    rows.make(
        TaskChange, code, task=task, place=unit, by=boss, at=now,
        before={"title": rows.canary(Task.wall.kind, code, "before")}, after={},
    )  # fmt: skip
    rows.make(
        TaskReport, code, task=task, place=unit, unit=member if is_county else None, percent=50,
        reported_on=today, source="paper", entered_by=boss, entered_at=now,
    )  # fmt: skip
    rows.by_noun["task_cards"][code] = rows.make(
        TaskCard, code, task=task, place=unit, unit=member if is_county else None,
        colour="yellow", answer_by=today, issued_by=boss, issued_at=now, answer="", lift_reason="",
    )  # fmt: skip
    if is_county:
        token = links.new_token()
        # Whoever holds the link is shown this one task and the unit's name, and nothing else.
        body = rows.make(
            MemberUnit, code, county=unit, name="某某局", short_name="某局", kind="justice",
            since=today, end_reason="", recorded_by=boss,
        )  # fmt: skip
        told = rows.make(
            Task, code, place=unit, number=99, due_on=today + timedelta(days=9), title="年度任务",
            measures="按方案办理", responsible="某人", status="published", published_at=now,
            made_by=boss, made_at=now, end_words="", lead_unit=body, **own,
        )  # fmt: skip
        rows.by_noun["task_links"][code] = rows.make(
            TaskLink, code, task=told, place=unit, unit=body, issued_by=boss, issued_at=now,
            token_hash=links.token_hash("task", token), expires_at=now + timedelta(days=9),
            revoke_reason="",
        )  # fmt: skip
        rows.by_noun["task_tokens"][code] = Link(token)


TOWN_OF = {990101000000: 990101100000, 990102000000: 990102100000}


def _problem(world: World, rows: Rows, code: int, county: int) -> None:
    unit, boss, now = world.divisions[code], world.system, timezone.now()
    today, own = timezone.localdate(), _common(world, rows, county)
    above = world.divisions[county]
    order = rows.make(
        RectificationOrder, code, place=unit, number=code % 10**6, issued_on=today,
        due_on=today + timedelta(days=9), issued_by=boss, **own,
    )  # fmt: skip
    rows.by_noun["orders_to_rectify"][code] = order
    row = rows.make(
        Finding, code, place=unit, found_on=today, found_by=boss, status="ordered", order=order,
        due_on=order.due_on, drop_reason="", **own,
    )  # fmt: skip
    rows.by_noun["findings"][code] = row
    rows.make(
        Rectification, code, finding=row, place=unit, ordinal=1, due_on=today, done_on=today,
        done_by=boss, done_at=now, passed=False, rechecked_on=today,
        rechecked_by=world.users["governance"], rechecked_at=now,
    )  # fmt: skip
    Deduction.objects.create(
        finding=row, place=unit, kind="unrectified", ordinal=1, points=Decimal("0.5"), on=today,
        scale=rows.by_noun["scales_of_deduction"][county],
    )  # fmt: skip
    circular = rows.by_noun["circulars"][county]
    if code % 1000:
        # The second inspector of 甲一村 works for the township next door.
        at = 990101101000 if code == 990101100201 else 0
        partner = world.users["town_next"] if at else None
        CircularReceipt.objects.create(circular=circular, place=unit, by=boss, at=now)
        rows.by_noun["targets"][code] = rows.make(
            InspectionTarget, code, code=f"T{code % 10**7}", shown=unit, home=above,
            village=unit, inspection=rows.by_noun["inspections"][county], kind="random",
            items=[{"code": "1", "words": "电话能打通", "ground": ""}], ends=today, label="",
            inspector=boss, partner=partner, partner_home=world.divisions[at] if at else None,
            status="done", answered_by=boss, answered_at=now, visited_on=today,
            answers={"1": {"answer": "no", "words": "没有人接"}},
        )  # fmt: skip
    rows.by_noun["ladder_steps"][code] = rows.make(
        LadderStep, code, place=unit, kind="talk", from_on=today, made_by=boss, made_at=now,
        circular=circular, end_reason="", **own,
    )  # fmt: skip
