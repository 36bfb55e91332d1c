"""Celery doors of disputes: no work here."""

from __future__ import annotations

from celery import shared_task

from accounts import scope
from disputes.transitions.keep_owned import keep_owned
from disputes.transitions.recusal import watch_all
from disputes.transitions.seal import keep_supervised


@shared_task(name="disputes.keep_supervised")
def keep_matters_supervised() -> None:
    """Each night: no sealed matter without a supervisor at her post (domain H ③)."""
    with scope.as_system() as system:
        keep_supervised(by=system)


@shared_task(name="disputes.keep_owned")
def keep_matters_owned() -> None:
    """Each night: no open matter without somebody at her post who answers for it (features 41)."""
    with scope.as_system() as system:
        keep_owned(by=system)


@shared_task(name="disputes.watch_mediators")
def watch_mediators() -> None:
    """Each hour: a mediator who turned out to be bound to a party stands aside (C7)."""
    watch_all()
