"""Celery doors of households: no work here."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts import jobs, scope
from campaigns.models import Campaign
from households.models import LetterPrint
from households.transitions.escalation import climb
from households.transitions.period import open_current_periods
from households.transitions.retention import keep_or_erase
from households.transitions.return_reminder import remind_returns
from households.transitions.screening import open_due_rounds
from households.transitions.seal import keep_supervised
from households.transitions.spot_check import raise_checks
from households.transitions.visit import extend_plans


@shared_task(name="households.open_periods")
def open_periods() -> None:
    """Each hour (a worker may have slept through midnight): open the period of the day for every
    open campaign (domain C4)."""
    with scope.as_system() as system:
        open_current_periods(by=system, today=timezone.localdate())


@shared_task(name="households.plan_visits")
def plan_visits() -> None:
    """Each day after midnight: keep every listed family's visits planned ahead (domain C2)."""
    with scope.as_system() as system:
        extend_plans(timezone.localdate(), by=system)


@shared_task(name="households.open_rounds")
def open_rounds() -> None:
    """Each day after midnight: open the screening rounds that are due (domain C4)."""
    with scope.as_system() as system:
        open_due_rounds(by=system, today=timezone.localdate())


@shared_task(name="households.climb")
def climb_missing() -> None:
    """Every five minutes: remind of reports and returns due, and let missing ones climb
    (features 4)."""
    with scope.as_system() as system:
        climb(by=system)
        remind_returns(by=system)


@shared_task(name="households.listen")
def listen_for_silence() -> None:
    """Once a month: runs of nil reports that are worth a helping visit (features, wish 3)."""
    with scope.as_system() as system:
        for campaign in Campaign.objects.filter(status=Campaign.Status.OPEN):
            raise_checks(campaign=campaign, by=system)


@shared_task(name="households.keep_supervised")
def keep_sealed_supervised() -> None:
    """Each night: no sealed file without a supervisor at her post (domain H ③)."""
    with scope.as_system() as system:
        keep_supervised(by=system)


@shared_task(name="households.retention")
def retention() -> None:
    """Each night: carry out what a county confirmed, then list what is due (domain H ⑦)."""
    with scope.as_system() as system:
        keep_or_erase(by=system)


@shared_task(name="households.draw_letters")
def draw_letters(pk: int) -> None:
    """Draw a batch of household letters."""
    from households.letters import draw

    draw(pk)


@shared_task(name="households.clear_letters")
def clear_letters() -> None:
    """Each night: throw away letters whose days are over."""
    from households.letters import clear_old

    with scope.as_system():
        clear_old()


jobs.worked_by(LetterPrint, draw_letters)
