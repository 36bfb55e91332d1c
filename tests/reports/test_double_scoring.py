"""Blind double scoring: what the second scorer must not see, and what follows when both are in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Level
from reports.models import DoubleScoring, LineMark, Proof, ScoringRun
from reports.scorers import bias, differences, disagreements
from reports.sheet_rows import rules_of
from reports.transitions.double import end_double, set_double
from reports.transitions.mark import Given, mark_blind, mark_department, take_back
from reports.transitions.review import Entry, enter_lines
from tests.cast import World
from tests.pictures import jpeg
from tests.reports.test_run import T1, T2

SignIn = Callable[[str], Client]


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    return computed_run


def paired(world: World, run: ScoringRun, first: str | None = "governance") -> DoubleScoring:
    return set_double(
        run=run, level=Level.TOWNSHIP, code="5.4", first=world.users[first] if first else None,
        second=world.governance_two, tolerance=Decimal("0.5"), by=world.governance,
    )  # fmt: skip


def give(run: ScoringRun, double: DoubleScoring, by: User, points: str, unit: int = T1) -> None:
    mark_blind(
        run=run, double=double, by=by,
        given=[Given(unit, "5.4", Decimal(points), f"看了现场，{points}")],
    )  # fmt: skip


def seen(user: User) -> set[str]:
    return {
        str(points) for points in LineMark.objects.shown_to(user).values_list("points", flat=True)
    }


def test_nobody_sees_the_other_until_both_are_in(world: World, run: ScoringRun) -> None:
    double = paired(world, run)
    give(run, double, world.governance, "2.00")
    assert seen(world.governance) == {"2.00"}
    for who in ("governance_two", "county", "auditor", "town", "village"):
        assert seen(world.users[who]) == set()
    row = disagreements(world.governance_two, run, double)[0]
    assert (row.first, row.second, row.apart) == (None, None, None)
    give(run, double, world.governance_two, "3.00")
    assert seen(world.governance) == seen(world.governance_two) == {"2.00", "3.00"}
    assert seen(world.town) == set()  # units see what is made of it, not the two
    row = disagreements(world.governance_two, run, double)[0]
    assert (row.apart, row.beyond) == (Decimal("1.00"), True)
    assert not any("points" in trail.after for trail in Trail.objects.filter(act="mark.blind"))


def test_a_department_and_a_reviewer(world: World, run: ScoringRun) -> None:
    double = paired(world, run, first=None)
    values: dict[str, Any] = {
        "run": run, "level": Level.TOWNSHIP, "department": "县妇联", "signer": "周敏",
        "files": [jpeg()], "given": [Given(T1, "5.4", Decimal("1.50"), "材料不全")],
    }  # fmt: skip
    with pytest.raises(Forbidden, match="背靠背"):
        mark_department(**values, by=world.governance_two)  # she is the other scorer
    mark_department(**values, by=world.county)
    assert seen(world.governance_two) == seen(world.governance) == set()
    # The scan shows the figure too.
    assert not Proof.objects.shown_to(world.governance_two).exists()
    assert Proof.objects.shown_to(world.county).exists()
    assert not differences(world.governance_two, run, Level.TOWNSHIP, rules_of(run, 4))
    assert not bias(world.governance_two, run, Level.TOWNSHIP, rules_of(run, 4))
    give(run, double, world.governance_two, "1.60")
    assert seen(world.governance_two) == {"1.50", "1.60"}
    assert Proof.objects.shown_to(world.governance_two).exists()
    assert not disagreements(world.governance, run, double)[0].beyond


def test_the_review_waits_for_both(world: World, run: ScoringRun) -> None:
    double = paired(world, run)
    entry = Entry(T1, "5.4", points=Decimal("2.50"))

    def moderate() -> int:
        return enter_lines(
            run=run, level=Level.TOWNSHIP, entries=[entry], reason="取其中", by=world.governance
        )

    give(run, double, world.governance, "2.00")
    with pytest.raises(Invalid, match="两人都交了"):
        moderate()
    give(run, double, world.governance_two, "3.00")
    assert moderate() == 1
    with pytest.raises(NotTheMoment, match="已经复核"):
        take_back(
            run=run,
            units=[T1],
            code="5.4",
            column="first",
            reason="想改一下分",
            by=world.governance,
        )


def test_taking_back_leaves_a_sign(world: World, run: ScoringRun) -> None:
    double = paired(world, run)
    give(run, double, world.governance, "2.00")

    def back(by: User) -> int:
        return take_back(
            run=run, units=[T1], code="5.4", column="first", reason="现场看漏了一处", by=by
        )

    with pytest.raises(Forbidden):
        back(world.governance_two)
    assert back(world.governance) == 1
    assert not LineMark.objects.get().shown  # the other was not in yet
    give(run, double, world.governance, "2.20")
    give(run, double, world.governance_two, "3.00")
    assert back(world.governance) == 1
    assert LineMark.objects.filter(shown=True).count() == 1
    assert seen(world.governance) == {"2.20", "2.00"}  # hers alone: the other is hidden again
    give(run, double, world.governance, "3.00")
    assert disagreements(world.governance, run, double)[0].again


def test_setting_and_ending(world: World, run: ScoringRun) -> None:
    double = paired(world, run)
    with pytest.raises(NotTheMoment, match="已设"):
        paired(world, run)
    other: dict[str, Any] = {
        "run": run,
        "level": Level.TOWNSHIP,
        "tolerance": Decimal(1),
        "by": world.governance,
    }
    two = world.governance_two
    for code, first, second in (
        ("3.1", world.governance, two),  # computed
        ("9.9", world.governance, two),
        ("4.3", two, two),
        ("4.3", world.county, two),
    ):
        with pytest.raises(Invalid):
            set_double(code=code, first=first, second=second, **other)
    with pytest.raises(Forbidden):
        set_double(code="4.3", first=None, second=two, **(other | {"by": world.county}))
    give(run, double, world.governance, "2.00")
    with pytest.raises(NotTheMoment):  # ending it would show her figure
        end_double(run=run, double=double, by=two)
    take_back(
        run=run, units=[T1], code="5.4", column="first", reason="不再双人评分", by=world.governance
    )
    end_double(run=run, double=double, by=two)
    with pytest.raises(Forbidden):
        give(run, double, world.governance, "2.00")


def test_only_the_two(world: World, run: ScoringRun) -> None:
    double = paired(world, run, first=None)
    with pytest.raises(Forbidden):
        give(run, double, world.governance, "2.00")
    with pytest.raises(Forbidden):
        give(run, double, world.county, "2.00")
    with pytest.raises(Invalid, match="依据"):
        mark_blind(
            run=run, double=double, by=world.governance_two, given=[Given(T2, "5.4", Decimal(2))]
        )


def test_pages_and_api_hide_it_too(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    one, two = sign_in("governance"), sign_in("governance_two")
    page = f"/scores/{run.uid}/scorers"
    form = {
        "line": "4 5.4", "first": world.governance.pk, "second": world.governance_two.pk,
        "tolerance": "0.5",
    }  # fmt: skip
    assert one.post(page, form).status_code == 302
    blind = f"/scores/{run.uid}/blind?level=4&line=5.4"
    assert one.post(blind, {f"{T1}-5.4-p": "1.37", f"{T1}-5.4-r": "现场一般"}).status_code == 302
    reads = [
        page, blind, f"/scores/{run.uid}/{T1}?open=5.4", f"/scores/{run.uid}/differences",
        f"/scores/{run.uid}/review/4/5.4", "/api/v1/line-marks", f"/api/v1/scoring-runs/{run.uid}",
    ]  # fmt: skip
    for path in reads:
        assert "1.37" not in two.get(path).text, path
        assert "现场一般" not in two.get(path).text, path
    assert "1.37" in one.get(blind).text
    assert two.post(blind, {f"{T1}-5.4-p": "2.5", f"{T1}-5.4-r": "现场很好"}).status_code == 302
    assert "1.37" in two.get(page).text
    assert "1.13" in two.get(page).text  # how far apart
    assert "1.37" in two.get(f"/scores/{run.uid}/review/4/5.4").text  # beside what is settled
    assert two.post(blind, {"back": "all", "reason": "再看一遍现场"}).status_code == 302
    assert "1.37" not in two.get(page).text
    assert sign_in("county").get(blind).status_code == 403
