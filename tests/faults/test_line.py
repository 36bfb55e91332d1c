"""Against a real web server: doubles (F1), a line cut at any byte (F2), writers at once (F5), and
a small storm (I2). FAULTS=full runs the numbers of the bars; every run prints its seed."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from accounts import scope
from households.models import Household, SyncItem, ZeroReport
from households.queries.sync import content_of
from reports.bench import line as bad_line
from reports.bench import storm
from reports.bench.phones import Line

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("FAULTS_SEED") or random.randrange(10**6))


@pytest.fixture
def server(transactional_db: None) -> Iterator[Line]:
    """A gunicorn over the test database."""
    with storm.serving(connection.settings_dict["NAME"]) as line:
        yield line


def made(villages: int, accounts_each: int = 1) -> storm.County:
    with scope.as_system():
        return storm.make_county(villages, accounts_each)


def test_one_item_posted_in_parallel(server: Line) -> None:
    """F1: as many reports as ids, one answer for each id, no 5xx."""
    ids, parallel = (200, 5) if FULL else (16, 5)
    tally = asyncio.run(bad_line.doubles(made(ids), server, parallel))
    assert tally.faults == 0, tally.statuses
    assert tally.statuses == {201: ids * parallel}
    with scope.as_system():
        assert ZeroReport.objects.count() == ids
        assert SyncItem.objects.filter(state="accepted").count() == ids
        assert SyncItem.objects.count() == ids


def test_a_line_cut_at_any_byte(server: Line, capsys: pytest.CaptureFixture[str]) -> None:
    """F2: what was answered is there, once; what was not is there once after the next try."""
    county = made(1)
    with capsys.disabled():
        print(f" seed {SEED} ", end="")
    sent = bad_line.cuts(county.phones[0], server, 200 if FULL else 10, SEED)
    numbers, tally = asyncio.run(sent)
    assert tally.cuts >= len(numbers) // 2
    assert tally.faults == 0, tally.statuses
    with scope.as_system():
        there = list(Household.objects.values_list("number", flat=True))
    assert sorted(there) == sorted(numbers)


def test_writers_on_one_version(server: Line) -> None:
    """F5: one wins a round, every loser is told and what she typed is kept."""
    rounds, hands = (200, 8) if FULL else (4, 8)
    told, last = asyncio.run(bad_line.writers(made(1, hands), server, rounds))
    assert told["faults"] == 0
    assert told["accepted"] == rounds
    assert told["refused"] == rounds * (hands - 1)
    assert last == rounds + 1
    with scope.as_system():
        assert ZeroReport.objects.live().get().revision == rounds + 1
        kept: Any = SyncItem.objects.filter(state="refused")
        assert kept.count() == rounds * (hands - 1)
        assert all(content_of(item)["summary"] for item in kept)


def test_a_small_storm(server: Line) -> None:
    """I2 in small: every phone once, whatever was sent again."""
    phones = 40 if FULL else 12
    county = made(phones)
    tally = asyncio.run(storm.storm(county, server, seconds=3, retries=5, seed=SEED))
    assert tally.faults == 0, tally.statuses
    assert set(tally.statuses) == {200, 201}
    with scope.as_system():
        assert ZeroReport.objects.count() == phones
