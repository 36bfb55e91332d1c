"""An objection and the next step at the same moment: exactly one wins, and nothing goes on with
an open objection. FAULTS=full runs many rounds."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts import scope
from accounts.models import Trail, User
from accounts.refusals import NotTheMoment
from campaigns.management.commands.load_workdays import DATA, load
from households.models import Award, Honour
from households.transitions import honour as honours
from households.transitions.award_grant import approve, plate, review
from households.transitions.objection import object_to
from tests.cast import World
from tests.faults.test_races import at_once, committed
from tests.households.award_cast import MONDAY, SetDay, Status, award_at, honour_at, on_day

__all__ = ["committed", "on_day"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 300 if os.environ.get("FAULTS") == "full" else 4
Noticed = Award | Honour
# The step that follows a notice: what is on it, the step, whose it is.
STEPS: dict[str, tuple[Callable[[World], Noticed], Callable[[Any, User], object], str]] = {
    "review": (
        lambda w: award_at(w, Status.NOTICED),
        lambda row, by: review(row, opinion="同意。", by=by),
        "town",
    ),
    "approve": (
        lambda w: award_at(w, Status.TOWN_NOTICED),
        lambda row, by: approve(row, opinion="同意。", by=by),
        "county",
    ),
    "plate": (
        lambda w: award_at(w, Status.COUNTY_NOTICED),
        lambda row, by: plate(row, by=by),
        "county",
    ),
    "grant": (
        lambda w: honour_at(w, "noticed"),
        lambda row, by: honours.grant(row, by=by),
        "county",
    ),
}


def late(row: Noticed, by: User) -> object:
    """An objection that came on the last day, written down after the notice ended."""
    return object_to(row, words="他家与邻居争过地界。", received_on=date(2026, 11, 20), by=by)


@pytest.mark.parametrize("name", STEPS)
def test_an_objection_or_the_next_step(committed: World, on_day: SetDay, name: str) -> None:
    on_day(MONDAY)  # the notice ended on Friday
    make, step, who = STEPS[name]
    won = {"objection": 0, "step": 0}
    with scope.as_system():
        for path in DATA.glob("workdays-2026.csv"):
            load(path)
    for number in range(ROUNDS):
        with scope.as_system():
            row = make(committed)
            before, status = Trail.objects.count(), row.status
        hands = (committed.users["village_mate"], committed.users[who])
        # Whose thread starts first is turned about.
        pair = ((late, hands[0]), (step, hands[1]))
        first, second = pair if number % 2 else pair[::-1]
        results = at_once(row, (first[0], second[0]), (first[1], second[1]))
        lost = [r for r in results if isinstance(r, BaseException)]
        assert len(lost) == 1, f"{name}, round {number}: {results}"
        assert isinstance(lost[0], NotTheMoment), lost
        with scope.as_system():
            now = type(row)._default_manager.get(pk=row.pk)
            is_open = now.objections.unanswered().exists()
            assert is_open == (now.status == status), f"{name}, round {number}: {now.status}"
            assert Trail.objects.count() == before + 1
            won["objection" if is_open else "step"] += 1
    print(f"\n{name}: {won}")
