"""回避: declared ties close a household's files at once; opened in an emergency (C7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from accounts import scope
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.vault import id_hash
from households.models import EmergencyOpening, Kinship, ListedFamily, Member
from households.queries.kinship import barred, openings_to_review
from households.transitions.kinship import (
    ask_to_end,
    confirm_end,
    declare,
    declare_person,
    open_in_emergency,
    review_opening,
)
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.test_seal import sees

WHY = "村里只有我在，屋里有人喊救命"
NUMBER = "990101198001010014"


def tie(world: World, row: ListedFamily, who: str = "village") -> Kinship:
    """`who` declares to be kin of the family."""
    with scope.opened(world.users[who]):
        return declare(row.household, kind="kin", by=world.users[who])


def test_a_tie_hides_at_once_and_blocks(world: World) -> None:
    row = family(world)
    assert sees(world, "village", row) == (True, True)
    tie(world, row)
    assert sees(world, "village", row) == (False, False)
    assert sees(world, "village_mate", row) == (True, True)
    with scope.opened(world.village), pytest.raises(Http404):
        record_visit(
            row, visited_on=days(0), way="home", met="本人", state="平稳", change="same",
            by=world.village,
        )  # fmt: skip


def test_own_cases_are_blocked(world: World) -> None:
    household, other = home(world), home(world)
    with scope.opened(world.town):
        declare(household, kind="self", by=world.town)
        with pytest.raises(NotTheMoment, match="回避"):
            family(world, household)
    with scope.opened(world.village):
        declare(other, kind="self", by=world.village)
    with pytest.raises(Invalid, match="回避"):
        family(world, other)


@pytest.mark.parametrize("how", ["own", "declared"])
def test_an_id_number_finds_the_household(world: World, how: str) -> None:
    row = family(world)
    Member.objects.create(
        household=row.household, village_id=row.village_id, name="姜志强", relation="head",
        document="id", id_number=NUMBER, id_hash=id_hash(NUMBER), joined_on=days(-30),
    )  # fmt: skip
    if how == "own":
        world.village.id_hash = id_hash(NUMBER)
        world.village.save(update_fields=["id_hash"])
    else:
        with scope.opened(world.village):
            declare_person(id_number="99010119800101001４", kind="kin", by=world.village)
    assert sees(world, "village", row) == (False, False)
    assert world.village.pk in barred(row.household_id)
    Member.objects.update(left_on=days(0))
    assert sees(world, "village", row) == (True, True)


def test_it_ends_only_from_above(world: World) -> None:
    row = family(world)
    made = tie(world, row)
    with scope.opened(world.village):
        ask_to_end(made, reason="两家已多年不来往", by=world.village)
        with pytest.raises(NotTheMoment):
            ask_to_end(made, reason="两家已多年不来往", by=world.village)
        with pytest.raises(Forbidden):
            confirm_end(made, agreed=True, reason="属实同意", by=world.village)
    assert sees(world, "village", row) == (False, False)
    with scope.opened(world.town):
        confirm_end(made, agreed=False, reason="经核实仍有来往", by=world.town)
        confirm_end(made, agreed=True, reason="经核实已无来往", by=world.town)
        with pytest.raises(NotTheMoment):
            confirm_end(made, agreed=True, reason="经核实已无来往", by=world.town)
    assert sees(world, "village", row) == (True, True)


def test_a_township_worker_is_freed_by_the_county(world: World) -> None:
    row = family(world)
    made = tie(world, row, "town")
    with scope.opened(world.county):
        confirm_end(made, agreed=True, reason="经核实已无来往", by=world.county)
    made.refresh_from_db()
    assert made.until == timezone.localdate()


def test_nobody_frees_herself_by_sql(world: World) -> None:
    tie(world, family(world))
    with scope.opened(world.village), connection.cursor() as cursor:
        cursor.execute("UPDATE households_kinship SET until = CURRENT_DATE")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM households_kinship")
        assert cursor.rowcount == 0


def test_opened_in_an_emergency_for_a_day(world: World) -> None:
    row = family(world)
    tie(world, row)
    with scope.opened(world.village):
        with pytest.raises(Invalid):
            open_in_emergency(row.household, reason=" ", by=world.village)
        made = open_in_emergency(row.household, reason=WHY, by=world.village)
        with pytest.raises(NotTheMoment):
            open_in_emergency(row.household, reason=WHY, by=world.village)
    assert sees(world, "village", row) == (True, True)
    assert made.review_place_id == world.township.code
    assert made.review_due == days(1)
    assert WHY not in str(Trail.objects.get(act="emergency.open").after)
    EmergencyOpening.objects.update(
        opened_at=timezone.now() - timedelta(hours=25), until=timezone.now() - timedelta(hours=1)
    )
    assert sees(world, "village", row) == (False, False)


def test_the_level_above_reviews_it(world: World) -> None:
    row = family(world)
    tie(world, row)
    with scope.opened(world.village):
        made = open_in_emergency(row.household, reason=WHY, by=world.village)
        with pytest.raises(Forbidden):
            review_opening(made, verdict="right", words="确有危险", by=world.village)
    assert list(openings_to_review(world.town)) == [made]
    assert not openings_to_review(world.county).exists()
    with scope.opened(world.town):
        done = review_opening(made, verdict="wrong", words="另有人在场，不应打开", by=world.town)
        with pytest.raises(NotTheMoment):
            review_opening(made, verdict="right", words="另有人在场", by=world.town)
    assert done.reviewed_by == world.town
    assert not openings_to_review(world.town).exists()


def test_without_a_tie_there_is_nothing_to_open(world: World) -> None:
    row = family(world)
    with scope.opened(world.village), pytest.raises(NotTheMoment):
        open_in_emergency(row.household, reason=WHY, by=world.village)


def test_a_sealed_file_stays_sealed_in_an_emergency(world: World) -> None:
    row = family(world, categories=["01"])
    tie(world, row, "village_mate")
    with scope.opened(world.village_mate):
        open_in_emergency(row.household, reason=WHY, by=world.village_mate)
    assert sees(world, "village_mate", row) == (False, False)


def test_openings_are_written_by_the_system_alone(world: World) -> None:
    row = family(world)
    tie(world, row)
    with (
        scope.opened(world.village),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        EmergencyOpening.objects.create(
            household=row.household, village_id=row.village_id, person=world.village, reason=WHY,
            opened_at=timezone.now(), until=timezone.now() + timedelta(days=900),
            review_place_id=world.township.code, review_due=days(1),
        )  # fmt: skip


def test_pages(world: World, sign_in: Any) -> None:
    row = family(world)
    client = sign_in("village")
    household = f"/households/{row.household.uid}"
    assert "申报回避" in client.get(household).text
    assert client.post(f"{household}/kinship", {"kind": "kin"}).status_code == 302
    assert client.get(f"/families/{row.uid}").status_code == 404
    page = client.get(household).text
    assert "紧急打开" in page
    assert f"/families/{row.uid}" not in page
    assert client.post(f"{household}/emergency", {"reason": WHY}).status_code == 302
    assert client.get(f"/families/{row.uid}").status_code == 200
    town = sign_in("town")
    assert "待复核的紧急打开" in town.get("/kinships/").text
    assert "复核村调解一的紧急打开" in town.get("/").text


def test_a_declaration_from_tomorrow_does_not_bind_yesterday(world: World) -> None:
    row = family(world)
    made = tie(world, row)
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        assert made not in Kinship.objects.in_force()
