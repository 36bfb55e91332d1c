"""Beginning of a measured process: as a worker of production begins, with nothing remembered from
whoever measures. Imports no model, which nobody could before Django stands."""

from __future__ import annotations

from threading import BrokenBarrierError
from typing import Any

import django

STARTS_WITHIN = 120.0  # seconds
_together: list[Any] = []


def begin(barrier: Any) -> None:
    """Called first in each process of a pool; `barrier` of multiprocessing, for as many."""
    django.setup()
    _together.append(barrier)


def all_ready() -> None:
    """Wait until every process of the pool stands ready. RuntimeError when one does not come."""
    try:
        _together[0].wait(STARTS_WITHIN)
    except BrokenBarrierError:
        raise RuntimeError("a measured process did not begin") from None
