"""A veto and an appeal verb by verb: every state against every verb, by the right hand and by the
wrong ones; and what each ending does to score, rank and honours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.refusals import Forbidden, NotTheMoment
from households.models import Household
from reports.models import Appeal, ScoreLine, ScoringRun, Veto
from reports.transitions import appeal as appeals
from reports.transitions import veto as vetoes
from reports.veto_effect import waits
from tests.cast import World
from tests.reports.fair import decided, hearing, hint, published
from tests.reports.test_run import T1, T2, TOTALS, V1

OFFICE = ("governance", "governance_two", "governance_lead")
STRANGERS = ("county", "auditor", "town_next", "village", "county_other")


class Undone(Exception):
    """Ends a try whose rows are not kept."""


@contextmanager
def put_back() -> Iterator[None]:
    """What is done inside is afterwards as if it had not been."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


@pytest.fixture
def whole(world: World, filled_run: ScoringRun) -> ScoringRun:
    """A run with every line scored: T1 first, T2 second."""
    return filled_run


def tried(verb: Callable[[], Any], row: Any) -> str:
    """The state after the verb, which is then put back."""
    found = ""
    with put_back():
        made = verb()
        found = made.status if isinstance(made, type(row)) else f"{made.status} appeal"
    row.refresh_from_db()
    return found


def refused_to(verb: Callable[[], Any], row: Any, kind: Any, words: str | None = None) -> None:
    """The verb is refused with these words and leaves nothing behind."""
    before = row.status
    with pytest.raises(kind, match=words), transaction.atomic():
        verb()
    row.refresh_from_db()
    assert row.status == before


# --- vetoes ---------------------------------------------------------------------------------

VETO_VERBS: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "found": (OFFICE, lambda veto, by: vetoes.verify(
        veto=veto, founded=True, finding="查实", told_on=timezone.localdate(), by=by)),
    "clear": (OFFICE, lambda veto, by: vetoes.verify(
        veto=veto, founded=False, finding="查无此事", by=by)),
    "state": (("town",), lambda veto, by: vetoes.state(veto=veto, statement="有说明。", by=by)),
    "decide": (OFFICE[1:], lambda veto, by: decide(veto, by, vetoed=True)),
    "spare": (OFFICE[1:], lambda veto, by: decide(veto, by, vetoed=False)),
    "undo": (OFFICE, lambda veto, by: lift(veto, by, "wrong")),
    "mend": (OFFICE, lambda veto, by: lift(veto, by, "put_right")),
    "appeal": (("town",), lambda veto, by: appeals.file_against_veto(
        veto=veto, text="责任不在本镇。", by=by)),
}  # fmt: skip


def decide(veto: Veto, by: Any, *, vetoed: bool) -> Veto:
    return vetoes.decide(
        veto=veto, vetoed=vetoed, reason="属实", decided_body="领导小组", document_number="5号",
        decided_on=timezone.localdate(), by=by,
    )  # fmt: skip


def lift(veto: Veto, by: Any, ground: str) -> Veto:
    return vetoes.lift(
        veto=veto, lift_ground=ground, lifted_number="9号", lifted_reason="复查认定",
        lifted_on=timezone.localdate(), by=by,
    )  # fmt: skip


def by_appeal(world: World) -> Veto:
    """Lifted since the unit's appeal was upheld, decided by a third hand."""
    veto = decided(world, T1, decided_on=timezone.localdate())
    appeal = appeals.file_against_veto(veto=veto, text="责任不在本镇。", by=world.town)
    appeals.accept(appeal=appeal, by=world.governance)
    appeals.review(appeal=appeal, opinion="属实", by=world.governance)
    appeals.decide(appeal=appeal, outcome="upheld", decision="撤销", by=world.governance_lead)
    return Veto.objects.get(pk=veto.pk)


def turned_down(world: World, outcome: str) -> Veto:
    """Decided, and the unit's appeal changed nothing: rejected, refused or withdrawn."""
    veto = decided(world, T1, decided_on=timezone.localdate())
    appeal = appeals.file_against_veto(veto=veto, text="责任不在本镇。", by=world.town)
    if outcome == "withdrawn":
        appeals.withdraw(appeal=appeal, withdrawn_reason="不再申诉。", by=world.town)
        return veto
    if outcome == "refused":
        appeals.refuse(appeal=appeal, refusal="没有新的理由。", by=world.governance)
        return veto
    appeals.accept(appeal=appeal, by=world.governance)
    appeals.review(appeal=appeal, opinion="不属实", by=world.governance)
    appeals.decide(appeal=appeal, outcome="rejected", decision="维持", by=world.governance_lead)
    return veto


VETO_STATES: dict[str, Callable[[World], Veto]] = {
    "suspected": lambda world: hint(world, T1),
    "unfounded": lambda world: VETO_VERBS["clear"][1](hint(world, T1), world.governance),
    "hearing": lambda world: hearing(world, T1, told_on=timezone.localdate()),
    "heard": lambda world: hearing(world, T1),
    "spared": lambda world: decided(world, T1, vetoed=False, document_number=""),
    "decided": lambda world: decided(world, T1, decided_on=timezone.localdate()),
    "appealed in vain": lambda world: turned_down(world, "rejected"),
    "appeal refused": lambda world: turned_down(world, "refused"),
    "appeal withdrawn": lambda world: turned_down(world, "withdrawn"),
    "put right": lambda world: lift(decided(world, T1), world.governance, "put_right"),
    "undone": lambda world: lift(decided(world, T1), world.governance, "wrong"),
    "undone by appeal": by_appeal,
}
LIFTED = {"undo": "lifted", "mend": "lifted"}
# What comes of a verb in a state; what is not here is refused, in words that name the state.
VETO_NEXT: dict[str, dict[str, str]] = {
    "suspected": {"found": "hearing", "clear": "unfounded"},
    "hearing": {"state": "hearing"},
    "heard": {"decide": "decided", "spare": "spared"},
    "decided": LIFTED | {"appeal": "filed appeal"},
    "appealed in vain": LIFTED,
    "appeal refused": LIFTED | {"appeal": "filed appeal"},
    "appeal withdrawn": LIFTED | {"appeal": "filed appeal"},
}
VETO_WORDS = {
    ("hearing", "decide"): "期满后才能决定",
    ("hearing", "spare"): "期满后才能决定",
    ("heard", "state"): "已经届满",
    ("appealed in vain", "appeal"): "已经申诉过",
}


ALSO = {"state": OFFICE}  # what came in on paper is typed in by the office
UNSEEN = ("suspected", "unfounded")  # what is only suspected is nobody's below


def test_every_verb_against_a_veto(world: World, whole: ScoringRun) -> None:
    """By the right hand: the next state or a refusal that says why; by anybody else: nothing."""
    for state, make in VETO_STATES.items():
        with put_back():
            veto = Veto.objects.get(pk=make(world).pk)
            for name, (hands, verb) in VETO_VERBS.items():
                wanted = VETO_NEXT.get(state, {}).get(name)
                words = VETO_WORDS.get((state, name)) or (
                    "生效以后才能申诉" if name == "appeal" else veto.get_status_display()
                )
                right = partial(verb, veto, world.users[hands[0]])
                if wanted:
                    assert tried(right, veto) == wanted, (state, name)
                    others = {*OFFICE, "town", *STRANGERS} - set(hands)
                    for who in others - set(ALSO.get(name, ())):
                        refused_to(
                            partial(verb, veto, world.users[who]), veto, (Forbidden, Http404)
                        )
                elif hands[0] == "town" and state in UNSEEN:
                    refused_to(right, veto, Http404)
                else:
                    refused_to(right, veto, NotTheMoment, words)


def test_the_hand_that_verified_does_not_decide(world: World, whole: ScoringRun) -> None:
    veto = hearing(world, T1)
    for name in ("decide", "spare"):
        own = partial(VETO_VERBS[name][1], veto, world.governance)
        refused_to(own, veto, Forbidden, "另一人")
    paper = VETO_VERBS["state"][1](veto, world.governance)  # typed in, though the period is over
    assert (paper.status, paper.heard_how) == ("hearing", "paper")


MONTHS_13 = timedelta(days=396)
# vetoed, rank of T1, rank of T2, honours barred today, honours barred 13 months later
FREE = (False, 1, 2, False, False)
BARRED = (True, None, 1, True, False)
WAITS = (False, 1, 2, True, True)
VETO_EFFECTS = {
    "suspected": WAITS, "unfounded": FREE, "hearing": WAITS, "heard": WAITS, "spared": FREE,
    "decided": BARRED, "appealed in vain": BARRED, "appeal refused": BARRED,
    "appeal withdrawn": BARRED, "put right": (True, None, 1, False, False),
    "undone": FREE, "undone by appeal": FREE,
}  # fmt: skip


def test_what_each_ending_does_to_a_draft(world: World, whole: ScoringRun) -> None:
    """The score is printed in every ending; rank, order and honours follow the table."""
    for state, make in VETO_STATES.items():
        with put_back():
            make(world)
            has_its_effect(whole, state)


def test_what_each_ending_does_after_publication(world: World, whole: ScoringRun) -> None:
    """A revision has it; the published result stays as it was."""
    published(world, whole)
    was = list(whole.sheets.values())
    for state, make in VETO_STATES.items():
        with put_back():
            make(world)
            revision = ScoringRun.objects.filter(revises=whole).first()
            has_its_effect(revision or whole, state)
            assert list(whole.sheets.values()) == was, state
            bound = VETO_EFFECTS[state][0] or state.startswith("undone")
            assert (revision is not None) is bound, state


def has_its_effect(run: ScoringRun, state: str) -> None:
    vetoed, own, other, barred, later = VETO_EFFECTS[state]
    sheets = {sheet.unit_id: sheet for sheet in run.sheets.all()}
    assert (sheets[T1].vetoed, sheets[T1].rank, sheets[T2].rank) == (vetoed, own, other), state
    assert str(sheets[T1].total) == TOTALS[T1], state
    assert bool(sheets[T1].grade) is not vetoed, state
    assert (sheets[T1].print_order > sheets[T2].print_order) is vetoed, state
    assert is_barred() is barred, state
    with time_machine.travel(timezone.now() + MONTHS_13):
        assert is_barred() is later, state


def is_barred() -> bool:
    """Whether the homes of T1's village wait for their awards."""
    return Household.objects.filter(waits("pk", "village_id"), village=V1).exists()


# --- appeals --------------------------------------------------------------------------------

CODE = "4.2"  # T1's 调解成功率, computed: 1.25 of 5

APPEAL_VERBS: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "accept": (OFFICE, lambda appeal, by: appeals.accept(appeal=appeal, by=by)),
    "refuse": (OFFICE, lambda appeal, by: appeals.refuse(appeal=appeal, refusal="x", by=by)),
    "review": (OFFICE, lambda appeal, by: appeals.review(appeal=appeal, opinion="属实", by=by)),
    "uphold": (OFFICE[1:], lambda appeal, by: rule(appeal, by, "upheld", "5")),
    "part": (OFFICE[1:], lambda appeal, by: rule(appeal, by, "partly", "3")),
    "reject": (OFFICE[1:], lambda appeal, by: rule(appeal, by, "rejected")),
    "tell": (OFFICE, lambda appeal, by: appeals.tell(
        appeal=appeal, told_how="送达", told_on=timezone.localdate(), by=by)),
    "add": (("town",), lambda appeal, by: appeals.add_proof(appeal=appeal, proof=[], by=by)),
    "withdraw": (("town",), lambda appeal, by: appeals.withdraw(
        appeal=appeal, withdrawn_reason="已经说清楚。", by=by)),
}  # fmt: skip


def rule(appeal: Appeal, by: Any, outcome: str, points: str | None = None) -> Appeal:
    return appeals.decide(
        appeal=appeal, outcome=outcome, decision="按卷宗。",
        points=Decimal(points) if points else None, by=by,
    )  # fmt: skip


APPEAL_WAYS: dict[str, tuple[str, ...]] = {
    "filed": (), "refused": ("refuse",), "withdrawn": ("withdraw",), "accepted": ("accept",),
    "reviewed": ("accept", "review"), "upheld": ("accept", "review", "uphold"),
    "partly": ("accept", "review", "part"), "rejected": ("accept", "review", "reject"),
    "told": ("accept", "review", "uphold", "tell"),
}  # fmt: skip
OPEN_TO = {"withdraw": "withdrawn"}
TOLD = {"tell": "told"}
RULED = {"uphold": "decided", "part": "decided", "reject": "decided"}
APPEAL_NEXT: dict[str, dict[str, str]] = {
    "filed": OPEN_TO | {"accept": "accepted", "refuse": "refused", "add": "filed"},
    "accepted": OPEN_TO | {"review": "reviewed", "add": "accepted"},
    "reviewed": OPEN_TO | RULED | {"review": "reviewed"},
    "upheld": TOLD, "partly": TOLD, "rejected": TOLD,
}  # fmt: skip


def appealed(world: World, run: ScoringRun, state: str) -> Appeal:
    """An appeal of T1 that has come so far, each step by whose step it is; the first of the office
    signed the result, so another decides."""
    appeal = appeals.file(
        run=run, unit=world.divisions[T1], code=CODE, text="两件没有计入。", wanted=Decimal(5),
        by=world.town,
    )  # fmt: skip
    for name in APPEAL_WAYS[state]:
        hands, verb = APPEAL_VERBS[name]
        verb(appeal, world.users[hands[0]])
    return Appeal.objects.get(pk=appeal.pk)


def test_every_verb_against_an_appeal(world: World, whole: ScoringRun) -> None:
    run = published(world, whole)
    for state in APPEAL_WAYS:
        with put_back():
            appeal = appealed(world, run, state)
            for name, (hands, verb) in APPEAL_VERBS.items():
                wanted = APPEAL_NEXT.get(state, {}).get(name)
                right = partial(verb, appeal, world.users[hands[0]])
                if wanted:
                    assert tried(right, appeal) == wanted, (state, name)
                    for who in {*OFFICE, "town", *STRANGERS} - set(hands):
                        # Among them who signed the result, where it is to be decided.
                        wrong = partial(verb, appeal, world.users[who])
                        refused_to(wrong, appeal, (Forbidden, Http404))
                else:
                    refused_to(right, appeal, NotTheMoment, appeal.get_status_display())


APPEAL_POINTS = {
    "filed": "1.25", "refused": "1.25", "withdrawn": "1.25", "rejected": "1.25",
    "partly": "3.00", "upheld": "5.00", "told": "5.00",
}  # fmt: skip


def test_what_each_end_of_an_appeal_does(world: World, whole: ScoringRun) -> None:
    """The line has its points in a revision, and the result that was published keeps its own; an
    appeal without success changes nothing; one that was not judged may be filed again."""
    run = published(world, whole)
    for state, points in APPEAL_POINTS.items():
        with put_back():
            appeal = appealed(world, run, state)
            revision = ScoringRun.objects.filter(revises=run).first()
            assert (revision is None) is (points == "1.25"), state
            line = ScoreLine.objects.get(sheet__run=revision or run, unit_id=T1, code=CODE)
            total = (revision or run).sheets.get(unit_id=T1).total
            assert str(line.points) == points, state
            assert total == Decimal(TOTALS[T1]) + Decimal(points) - Decimal("1.25"), state
            kept = ScoreLine.objects.get(sheet__run=run, unit_id=T1, code=CODE)
            assert str(kept.points) == "1.25", state

            again = partial(appealed, world, run, "filed")
            if state in ("refused", "withdrawn"):
                assert tried(again, appeal) == "filed"
            else:
                refused_to(again, appeal, NotTheMoment)
