"""What thousands of tests begin with, made once and left standing in a transaction that is never
committed: each test works in a savepoint of it, so that it finds the rows as they were made.

Layers lie on each other: the cast, the small year of the metrics, a computed run of it, the same
with every line scored. A test names the one it wants by its fixture; what lies higher is taken
away first. A test that wants no cast finds an empty database, one that commits makes its own.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction

from accounts import scope
from accounts.models import User
from tests import cast

MAX_SECONDS = 60.0
"""What stands longer is made anew: the database's now() is when its transaction began."""


def _world(_: dict[str, Any]) -> cast.World:
    """The fixed cast; what follows runs as the system."""
    scope.put(scope.mint(User.objects.system()))
    return cast.build()


def _small_year(made: dict[str, Any]) -> None:
    from tests.reports import facts

    facts.build(made["world"])


def _computed_run(made: dict[str, Any]) -> Any:
    from tests.reports.test_run import compute_year

    return compute_year(made["world"])


def _filled_run(made: dict[str, Any]) -> Any:
    from tests.reports.test_run import fill_all

    fill_all(made["world"], made["computed_run"])
    return made["computed_run"]


# From the ground up; each is handed what lies below it, by name.
LAYERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "world": _world,
    "small_year": _small_year,
    "computed_run": _computed_run,
    "filled_run": _filled_run,
}


def wanted(fixtures: Iterable[str]) -> tuple[str, ...]:
    """The layers a test needs that names these fixtures, from the ground up."""
    named = set(fixtures)
    order = list(LAYERS)
    return tuple(order[: max((order.index(n) + 1 for n in order if n in named), default=0)])


def names_of(item: pytest.Item) -> Sequence[str]:
    """All fixtures a test uses."""
    return getattr(item, "fixturenames", ())


def commits(item: pytest.Item) -> bool:
    """Whether a test works without a transaction around it."""
    marker = item.get_closest_marker("django_db")
    told = marker is not None and marker.kwargs.get("transaction")
    return bool(told or {"transactional_db", "live_server"} & set(names_of(item)))


def begins_with(item: pytest.Item) -> tuple[str, ...]:
    """The layers a test needs; one that commits makes its own."""
    return () if commits(item) else wanted(names_of(item))


@dataclass
class _Layer:
    name: str
    savepoint: transaction.Atomic
    kept: bytes  # so that no test gets what another one changed


class Standing:
    """The layers that stand on this process's connection."""

    def __init__(self) -> None:
        self._layers: list[_Layer] = []
        self._since = 0.0

    def bring(self, names: tuple[str, ...]) -> None:
        """Make exactly these stand; () for an empty database."""
        if self._layers and (time.monotonic() - self._since > MAX_SECONDS or self._broken()):
            self._leave(0)
        standing = [layer.name for layer in self._layers]
        same = next((i for i, n in enumerate(standing) if names[i : i + 1] != (n,)), len(standing))
        self._leave(same)
        for name in names[same:]:
            self._make(name)

    def take(self, name: str) -> Any:
        """A fresh copy of what a layer is known by; KeyError where it does not stand."""
        kept = next((layer.kept for layer in self._layers if layer.name == name), None)
        if kept is None:
            raise KeyError(name)
        return pickle.loads(kept)  # noqa: S301 - our own objects of this very process

    def __bool__(self) -> bool:
        return bool(self._layers)

    def __contains__(self, name: str) -> bool:
        return any(layer.name == name for layer in self._layers)

    def _make(self, name: str) -> None:
        if not self._layers:
            self._since = time.monotonic()
        below = {layer.name: self.take(layer.name) for layer in self._layers}
        savepoint = transaction.atomic()
        savepoint.__enter__()
        try:
            value = LAYERS[name](below)
            connection.check_constraints()  # else every test would check these rows again
        except BaseException:
            transaction.set_rollback(True)
            savepoint.__exit__(None, None, None)
            raise
        self._layers.append(_Layer(name, savepoint, pickle.dumps(value)))

    def _leave(self, height: int) -> None:
        while len(self._layers) > height:
            if connection.in_atomic_block:
                transaction.set_rollback(True)
                self._layers[-1].savepoint.__exit__(None, None, None)
            self._layers.pop()

    @staticmethod
    def _broken() -> bool:
        """Whether a test lost the connection or left it unusable."""
        return (
            not connection.in_atomic_block
            or connection.needs_rollback
            or connection.closed_in_transaction
            or not connection.is_usable()
        )


STANDING = Standing()
"""Of this process."""
