"""Sealed files: absent for everybody but their handlers, in both walls (C6, K9, A11)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from households.models import FileHandler, ListedFamily, Tier, TierDecision, Visit, VisitDuty
from households.queries.award_hold import is_held
from households.transitions.handover import accept, propose, refuse
from households.transitions.household import leave_household
from households.transitions.seal import (
    keep_supervised,
    name_handler,
    pass_supervision,
    release_handler,
    seal_family,
    unseal_family,
)
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import days, family, home

REASON = "涉及未成年人，只让经办人知道"


def sealed(world: World, **values: Any) -> ListedFamily:
    """A family listed for violence by the township, kept by village and township."""
    with scope.opened(world.town):
        return family(world, categories=["01"], **values)


def handlers(row: ListedFamily) -> dict[str, str]:
    """Who may know today: name → role."""
    rows = FileHandler.objects.in_force().filter(family=row).select_related("person")
    return {h.person.username: h.role for h in rows}


def sees(world: World, who: str, row: ListedFamily) -> tuple[bool, bool]:
    """(first wall, second wall): each with the other taken away."""
    first = ListedFamily.objects.visible_to(world.users[who]).filter(pk=row.pk).exists()
    with scope.opened(world.users[who]):
        second = ListedFamily.objects.filter(pk=row.pk).exists()
    return first, second


def test_violence_is_sealed_from_the_start(world: World) -> None:
    row = sealed(world)
    assert row.sealed
    assert handlers(row) == {"village": "handler", "town": "supervisor"}
    assert sees(world, "village", row) == (True, True)
    assert sees(world, "town", row) == (True, True)
    for who in ("village_mate", "village_next", "county", "governance", "auditor", "town_next"):
        assert sees(world, who, row) == (False, False), who


def test_what_hangs_on_it_is_as_closed(world: World) -> None:
    row = sealed(world)
    record_visit(
        row, visited_on=days(0), way="home", met="本人", state="平稳", change="same",
        by=world.village,
    )  # fmt: skip
    for model in (TierDecision, VisitDuty, Visit, FileHandler):
        rows: Any = model._default_manager
        assert rows.visible_to(world.village).filter(family=row).exists(), model
        assert not rows.visible_to(world.village_mate).filter(family=row).exists(), model
        with scope.opened(world.village_mate):
            assert not rows.filter(family=row).exists(), model
    assert Trail.objects.filter(file=row.pk).exists()
    with scope.opened(world.village_mate):
        assert not Trail.objects.filter(file=row.pk).exists()


def test_the_database_seals_violence(world: World) -> None:
    row = sealed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        ListedFamily.objects.filter(pk=row.pk).update(sealed=False)


def test_no_refusal_tells_of_it(world: World) -> None:
    """A second listing, an award, leaving: all go their way, as if there were no file (T3)."""
    row = sealed(world, tier=Tier.RED)
    colleague = User.objects.create(username="town_two", name="镇妇联三", sex=User.Sex.FEMALE)
    Posting.build(
        user=colleague, role=Role.TOWNSHIP_FEDERATION, division=world.township,
        since=days(-9), until=None, by=world.system,
    ).save()  # fmt: skip
    with scope.opened(colleague):
        again = family(world, row.household, by=colleague)
        assert not is_held(row.household, world.campaign, colleague)
    with scope.opened(world.village_mate):
        assert not is_held(row.household, world.campaign, world.village_mate)
    assert again.pk != row.pk
    assert is_held(row.household, world.campaign, world.town)
    ListedFamily.objects.filter(pk=again.pk).update(
        status="closed", closed_on=days(0), close_ground="moved"
    )
    with scope.opened(world.village_mate):
        left = leave_household(
            row.household, left_on=days(0), reason="全家迁往外省", by=world.village_mate
        )
    assert left.left_on == days(0)


def test_nobody_lets_herself_in_by_sql(world: World) -> None:
    row = sealed(world)
    values = (row.pk, row.village_id, world.village_mate.pk, world.village_mate.pk)
    with (
        scope.opened(world.village_mate),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO households_filehandler (family_id, village_id, person_id, named_by_id, "
            "role, since) VALUES (%s, %s, %s, %s, 'handler', CURRENT_DATE)",
            values,
        )
    with scope.opened(world.village), connection.cursor() as cursor:
        cursor.execute("DELETE FROM households_filehandler")
        assert cursor.rowcount == 0


def test_the_supervisor_opens_and_shuts(world: World) -> None:
    row = sealed(world)
    with scope.opened(world.town):
        name_handler(row, person=world.village_mate, reason=REASON, by=world.town)
    assert sees(world, "village_mate", row) == (True, True)
    for who in ("village", "village_mate"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            name_handler(row, person=world.county, reason=REASON, by=world.users[who])
    with scope.opened(world.county), pytest.raises(Http404):
        name_handler(row, person=world.county, reason=REASON, by=world.county)
    with scope.opened(world.town):
        with pytest.raises(Invalid):
            name_handler(row, person=world.village_mate, reason=REASON, by=world.town)
        with pytest.raises(Invalid):
            name_handler(row, person=world.village_next, reason=REASON, by=world.town)
        with pytest.raises(NotTheMoment, match="包户人"):
            release_handler(row, person=world.village, reason=REASON, by=world.town)
        release_handler(row, person=world.village_mate, reason=REASON, by=world.town)
    assert sees(world, "village_mate", row) == (False, False)


def test_supervision_is_passed_on(world: World) -> None:
    row = sealed(world, keepers=[world.village, world.village_mate])
    with scope.opened(world.town):
        with pytest.raises(Invalid):
            pass_supervision(row, person=world.village, reason=REASON, by=world.town)
        pass_supervision(row, person=world.county, reason=REASON, by=world.town)
    assert handlers(row)["county"] == "supervisor"
    assert sees(world, "town", row) == (False, False)
    assert sees(world, "county", row) == (True, True)


def test_an_orphaned_file_gets_a_supervisor(world: World) -> None:
    row = sealed(world)
    assert keep_supervised(by=world.system) == 0
    Posting.objects.filter(user=world.town).update(days=(days(-900), days(0)))
    assert keep_supervised(by=world.system) == 1
    assert handlers(row)["county"] == "supervisor"
    assert keep_supervised(by=world.system) == 0


def test_a_child_is_sealed_by_decision_and_unsealed(world: World) -> None:
    row = family(world, categories=["08"])
    with scope.opened(world.village):
        seal_family(row, reason=REASON, by=world.village)
        with pytest.raises(NotTheMoment):
            seal_family(row, reason=REASON, by=world.village)
    assert handlers(row) == {"village": "handler", "town": "supervisor"}
    assert sees(world, "village_mate", row) == (False, False)
    with scope.opened(world.village), pytest.raises(Forbidden):
        unseal_family(row, reason=REASON, by=world.village)
    with scope.opened(world.town):
        unseal_family(row, reason="情况消除，恢复普通管理", by=world.town)
    assert sees(world, "village_mate", row) == (True, True)
    assert handlers(row) == {}


def test_violence_stays_sealed(world: World) -> None:
    row = sealed(world)
    with scope.opened(world.town), pytest.raises(NotTheMoment, match="始终受保护"):
        unseal_family(row, reason=REASON, by=world.town)


def test_who_is_asked_to_keep_it_is_let_in(world: World) -> None:
    row = sealed(world)
    with scope.opened(world.village):
        asked = propose(
            row, leaving=world.village, taking=world.village_mate, reason="调离本村",
            by=world.village,
        )  # fmt: skip
    assert sees(world, "village_mate", row) == (True, True)
    with scope.opened(world.village_mate):
        refuse(asked, reason="手上已满", by=world.village_mate)
    assert sees(world, "village_mate", row) == (False, False)
    with scope.opened(world.village):
        asked = propose(
            row, leaving=world.village, taking=world.village_mate, reason="调离本村",
            by=world.village,
        )  # fmt: skip
    with scope.opened(world.village_mate):
        accept(asked, by=world.village_mate)
    assert sees(world, "village_mate", row) == (True, True)
    assert sees(world, "village", row) == (False, False)


def test_without_anybody_to_supervise_nothing_is_sealed(world: World) -> None:
    row = family(world, categories=["08"])
    User.objects.filter(username__in=["town", "county"]).update(is_active=False)
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="专管"):
        seal_family(row, reason=REASON, by=world.village)


PAGES = (
    "/", "/families/", "/families/?status=closed", "/households/", "/households/?state=listed",
    "/reports/", "/awards/", "/requests/", "/kinships/", "/api/v1/families", "/scores/",
)  # fmt: skip


@pytest.mark.parametrize("who", ["village_mate", "county", "village_next", "governance"])
def test_count_differencing(world: World, sign_in: Any, who: str) -> None:
    """Every page an outsider has, before and after the file comes to be: the same bytes (C6)."""
    other = home(world)
    family(world, home(world), tier=Tier.RED)
    client: Client = sign_in(who)
    # The page of the very household too: nothing there may change.
    paths = (*PAGES, f"/households/{other.uid}", f"/households/{other.uid}/family")
    before = {path: _bytes(client, path) for path in paths}
    with scope.opened(world.town):
        row = family(world, other, categories=["01"], tier=Tier.RED)
        record_visit(
            row, visited_on=days(0), way="home", met="本人", state="平稳", change="same",
            by=world.town,
        )  # fmt: skip
    for path in paths:
        assert _bytes(client, path) == before[path], path
    assert client.get(f"/families/{row.uid}").status_code in (403, 404)


def _bytes(client: Client, path: str) -> tuple[int, str]:
    import re

    answer = client.get(path)
    text = answer.content.decode()
    text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)
    return answer.status_code, re.sub(r"\d{1,2}:\d{2}", "", text)


def test_a_term_that_ends_today_is_over(world: World) -> None:
    row = sealed(world)
    FileHandler.objects.filter(family=row, person=world.village).update(until=timezone.localdate())
    assert sees(world, "village", row) == (False, False)
