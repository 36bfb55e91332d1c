"""Hand-overs: proposed, accepted by the one who takes, refused, recalled; held in an emergency."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.http import Http404

from accounts import scope
from accounts.models import Posting, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from accounts.transitions.posting import end_posting
from accounts.transitions.user import disable_user
from households.models import HandOver, Keeper, ListedFamily, Tier, VisitDuty
from households.transitions.family import close_family
from households.transitions.handover import (
    accept,
    accept_many,
    name_successor,
    propose,
    propose_many,
    recall,
    refuse,
)
from households.transitions.holding import hold_families
from tests import cast
from tests.cast import World
from tests.households.families import days, family, home

WHY = "原包户人调离本村"


def now(row: ListedFamily) -> set[str]:
    """Names of the present keepers."""
    present = Keeper.objects.filter(family=row, until__isnull=True)
    return set(present.values_list("person__username", flat=True))


def asked(world: World, row: ListedFamily | None = None, **values: Any) -> HandOver:
    """village asks village_mate to take her family."""
    fields: dict[str, Any] = {
        "leaving": world.village,
        "taking": world.village_mate,
        "reason": WHY,
        "by": world.village,
    }
    return propose(row or family(world), **(fields | values))


def test_nothing_changes_hands_before_it_is_accepted(world: World) -> None:
    row = family(world)
    owed = list(VisitDuty.objects.filter(family=row).values("due_on", "dropped", "visit"))
    one = asked(world, row, version=1)
    assert (one.status, one.due_on, one.taking) == ("waiting", days(3), world.village_mate)
    assert now(row) == {"village", "town"}
    keeper = accept(one, by=world.village_mate)
    assert (keeper.since, keeper.until, keeper.named_by) == (days(0), None, world.village)
    assert now(row) == {"village_mate", "town"}
    assert Keeper.objects.get(family=row, person=world.village).until == days(0)
    one.refresh_from_db()
    assert (one.status, one.answered_by) == ("accepted", world.village_mate)
    # The clock keeps running: the plan is the family's, not the keeper's.
    assert list(VisitDuty.objects.filter(family=row).values("due_on", "dropped", "visit")) == owed
    told = Trail.objects.filter(act__in=["family.hand_over", "family.take_over"])
    assert [t.after["status"] for t in told.order_by("id")] == ["waiting", "accepted"]
    assert "村执委一" not in str(list(told.values()))


def test_proposing_is_refused(world: World) -> None:
    row = family(world)
    with pytest.raises(Forbidden):
        asked(world, row, by=world.county)
    with pytest.raises(Http404):
        asked(world, row, by=world.village_next)
    with pytest.raises(Stale):
        asked(world, row, version=5)
    for wrong in (
        {"leaving": world.village_mate},
        {"leaving": None},
        {"taking": world.town},
        {"taking": world.village_next},
        {"taking": world.county},
        {"reason": " "},
    ):
        with pytest.raises(Invalid):
            asked(world, row, **wrong)
    assert not HandOver.objects.exists()
    asked(world, row)
    with pytest.raises(NotTheMoment, match="正等答复"):
        asked(world, row)
    close_family(row, ground="moved", reason="迁往外县", by=world.town)
    assert HandOver.objects.get().status == "recalled"
    with pytest.raises(NotTheMoment):
        asked(world, row)


def test_only_the_one_who_was_asked_answers(world: World) -> None:
    one = asked(world)
    for who in (world.village, world.town):
        with pytest.raises(Forbidden, match="本人"):
            accept(one, by=who)
        with pytest.raises(Forbidden):
            refuse(one, reason=WHY, by=who)
    with pytest.raises(Http404):
        accept(one, by=world.village_next)
    with pytest.raises(Forbidden):
        recall(one, reason=WHY, by=world.village_mate)
    refused = refuse(one, reason="我已包三户，请另选", by=world.village_mate)
    assert (refused.status, refused.answer) == ("refused", "我已包三户，请另选")
    assert now(one.family) == {"village", "town"}
    with pytest.raises(NotTheMoment):
        accept(one, by=world.village_mate)
    with pytest.raises(NotTheMoment):
        name_successor(one, taking=world.town, by=world.village)
    with pytest.raises(NotTheMoment):
        recall(one, reason=WHY, by=world.village)
    again = asked(world, one.family)
    assert recall(again, reason="本人不调了", by=world.town).status == "recalled"
    with pytest.raises(NotTheMoment):
        accept(again, by=world.village_mate)


def test_accepting_is_whole_or_not_at_all(world: World) -> None:
    one = asked(world)
    broken = patch("households.transitions.handover.trail.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        accept(one, by=world.village_mate)
    one.refresh_from_db()
    assert one.status == "waiting"
    assert now(one.family) == {"village", "town"}


def test_the_limit_of_reds_is_asked_again_when_it_is_accepted(world: World) -> None:
    rows = [family(world, tier=Tier.RED, keepers=[world.village, world.town]) for _ in range(3)]
    batch = propose_many(
        rows, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village
    )[0].batch
    other = family(world, keepers=[world.village_mate, world.town])
    ListedFamily.objects.filter(pk=other.pk).update(tier=Tier.RED)
    with pytest.raises(Invalid, match="最多 3 户"):
        accept_many(batch, by=world.village_mate)
    assert all(now(row) == {"village", "town"} for row in rows)
    ListedFamily.objects.filter(pk=other.pk).update(tier=Tier.GREEN)
    assert len(accept_many(batch, by=world.village_mate)) == 3
    with pytest.raises(NotTheMoment):
        accept_many(batch, by=world.village_mate)


def test_many_go_together_or_not_at_all(world: World) -> None:
    rows = [family(world), family(world, keepers=[world.village, world.village_mate])]
    with pytest.raises(Invalid) as refused:
        propose_many(
            rows, leaving=world.village, taking=world.village_mate, reason=WHY, by=world.village
        )
    assert rows[1].household.number in refused.value.sentence
    assert not HandOver.objects.exists()


def test_a_missing_keeper_is_added(world: World) -> None:
    row = family(world)
    Keeper.objects.filter(family=row, person=world.village).update(until=days(0))
    one = asked(world, row, leaving=None)
    accept(one, by=world.village_mate)
    assert now(row) == {"village_mate", "town"}


def test_the_township_holds_what_a_keeper_cannot(world: World) -> None:
    rows = [family(world), family(world)]
    with pytest.raises(Forbidden):
        hold_families(person=world.village, holder=world.town, reason=WHY, by=world.village_mate)
    with pytest.raises(Invalid, match="不在这些户所在的乡镇"):
        hold_families(person=world.village, holder=world.town_next, reason=WHY, by=world.town)
    with pytest.raises(NotTheMoment):
        hold_families(person=world.village, holder=world.town, reason=WHY, by=world.town_next)
    asked(world, rows[0])
    held = hold_families(
        person=world.village, holder=world.town, reason="突发重病住院", by=world.county
    )
    assert {(h.holder, h.due_on) for h in held} == {(world.town, days(3)), (world.town, days(1))}
    assert all(now(row) == {"town"} for row in rows)
    one = next(h for h in held if h.taking is None)
    with pytest.raises(NotTheMoment, match="托管"):
        recall(one, reason=WHY, by=world.town)
    name_successor(one, taking=world.village_mate, by=world.town)
    with pytest.raises(NotTheMoment):
        name_successor(one, taking=world.village_mate, by=world.town)
    refuse(one, reason="忙不过来，请另选", by=world.village_mate)
    again = HandOver.objects.held().get(family=one.family)
    assert (again.holder, again.taking) == (world.town, None)
    name_successor(again, taking=world.village_mate, by=world.town)
    accept(again, by=world.village_mate)
    assert now(again.family) == {"town", "village_mate"}


def test_nobody_leaves_a_post_with_open_families(world: World) -> None:
    row = family(world)
    posting = Posting.objects.get(user=world.village)
    with pytest.raises(NotTheMoment, match="还有1 户在册家庭") as refused:
        end_posting(pk=posting.pk, by=world.security_admin, reason="调离")
    assert "姜" not in refused.value.sentence
    with pytest.raises(NotTheMoment, match="1 户在册家庭"):
        disable_user(pk=world.village.pk, by=world.system_admin, reason="调离")
    one = asked(world, row)
    with pytest.raises(NotTheMoment, match="1 户待答复的移交"):
        end_posting(
            pk=Posting.objects.get(user=world.village_mate).pk,
            by=world.security_admin,
            reason="调离",
        )
    accept(one, by=world.village_mate)
    end_posting(pk=posting.pk, by=world.security_admin, reason="调离")
    disable_user(pk=world.village.pk, by=world.system_admin, reason="调离")


def test_a_second_posting_over_the_place_lets_the_first_go(world: World) -> None:
    family(world)
    posting = Posting.objects.get(user=world.village)
    Posting.build(
        user=world.village,
        role="township_federation",  # type: ignore[arg-type]
        division=world.township,
        since=days(-5),
        until=None,
        by=world.system,
    ).save()
    end_posting(pk=posting.pk, by=world.security_admin, reason="兼任")
    posting.refresh_from_db()
    assert posting.is_over


@pytest.mark.django_db(transaction=True)
def test_two_accepts_of_one_hand_over(django_db_setup: None) -> None:
    """F7: exactly one wins, every time."""
    with scope.as_system():
        world = cast.build()
        made = [asked(world, family(world, home(world))) for _ in range(12)]
    for one in made:
        outcomes = race(partial(accept_as, one, world.village_mate.pk), 2)
        assert sorted(outcomes) == ["NotTheMoment", "won"]
    with scope.as_system():
        assert Keeper.objects.filter(person=world.village_mate, until__isnull=True).count() == 12


def accept_as(one: HandOver, person: int) -> Keeper:
    """Accept as that person, freshly read in this connection."""
    return accept(one, by=User.objects.get(pk=person))


def race(verb: Callable[[], object], runners: int) -> list[str]:
    """Run `verb` at once in several connections; "won" or the refusal's name of each."""
    start, outcomes = threading.Barrier(runners), []

    def run() -> None:
        try:
            start.wait()
            with scope.as_system():
                verb()
            outcomes.append("won")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
