"""Celery doors of campaigns: no work here."""

from __future__ import annotations

from celery import shared_task

from accounts import jobs, scope
from campaigns.models import PledgePrint, Sheet


@shared_task(name="campaigns.work_sheet")
def work_sheet(pk: int) -> None:
    """Read, write or take back a sheet that was sent."""
    from campaigns.sheets.work import work

    work(pk)


@shared_task(name="campaigns.expire_sheets")
def expire_sheets() -> None:
    """Each night: throw away files and rows whose time is over."""
    from campaigns.transitions.sheet import expire_old

    with scope.as_system() as system:
        expire_old(by=system)


@shared_task(name="campaigns.draw_pledges")
def draw_pledges(pk: int) -> None:
    """Draw a batch of pledges."""
    from campaigns.printing import draw

    draw(pk)


@shared_task(name="campaigns.clear_prints")
def clear_prints() -> None:
    """Each night: throw away batch prints whose days are over."""
    from campaigns.printing import clear_old

    with scope.as_system():
        clear_old()


jobs.worked_by(Sheet, work_sheet)
jobs.worked_by(PledgePrint, draw_pledges)
