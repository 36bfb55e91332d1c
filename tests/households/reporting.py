"""Helps for the tests of zero reports: a moment to travel to, a period, a statement."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from unittest import mock

import time_machine
from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Division
from households.models import ReportingPeriod, ZeroReport
from households.report_figures import Figures
from households.transitions import contradiction
from households.transitions.period import open_period
from households.transitions.report import file_report
from tests.cast import World

NIL = Figures(kind="nil", checks=("police",), signer="村调解一")
FOUND = Figures(
    kind="found",
    found=2,
    checks=("grid",),
    summary="扬言砍人",
    measures="已劝离",
    signer="村调解一",
)
real_time = SimpleNamespace(time=time_machine.escape_hatch.time.time)


def local(text: str) -> datetime:
    """An aware instant in the county's time zone from 2026-11-25 17:00:00."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


@contextmanager
def at(text: str) -> Iterator[None]:
    """The clock stands at a local instant; the database's own clock goes on, so tokens of the
    second wall keep the real time."""
    with time_machine.travel(local(text), tick=False), mock.patch.object(scope, "time", real_time):
        yield


def november(world: World) -> ReportingPeriod:
    """The period of November 2026: due on the 25th, 17:00."""
    return open_period(campaign=world.campaign, month=11, by=world.system)


def file_as(
    user: User, period: ReportingPeriod, village: Division, figures: Figures = NIL, **extra: Any
) -> ZeroReport:
    """File a report as a person."""
    extra.setdefault("client_uuid", uuid.uuid4())
    return file_report(period=period, village=village.code, figures=figures, by=user, **extra)


def found_untrue(
    world: World, report: ZeroReport, by: User | None = None, finding: str = "派出所通报"
) -> ZeroReport:
    """失实 by the whole way: asked, answered, confirmed."""
    row = contradiction.question(uid=report.uid, grounds=finding, by=world.town)
    contradiction.reply(uid=row.uid, words="村里没有听说", by=world.village)
    contradiction.confirm(uid=row.uid, finding=finding, by=by or world.town)
    report.refresh_from_db()
    return report
