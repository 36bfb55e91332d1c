"""Sealed matters: absent for everybody but their handlers, in both walls (C6, C7, K5, K9)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, Reading, Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from disputes.keeping import erase
from disputes.models import (
    Dispute,
    Matter,
    MatterHandler,
    MatterOpening,
    Party,
    PersonNotice,
)
from disputes.transitions.dispute import accept, start
from disputes.transitions.opening import grant, open_in_emergency, review_opening
from disputes.transitions.seal import (
    give_to,
    keep_supervised,
    name_handler,
    pass_supervision,
    release_handler,
    seal_matter,
    unseal_matter,
)
from disputes.transitions.session import hold
from households.models import Incident, Kinship
from tests.cast import World
from tests.disputes.cases import ago, consent, taken
from tests.disputes.matters import BOTH, NEITHER, REASON, VICTIM, knowing, sealed_matter, sees

OUTSIDE = ("village_mate", "village_next", "county", "town_next", "governance", "auditor")
WHY = "电话里有人喊救命，经办人都联系不上"


def told(world: World, who: str) -> list[str]:
    """Titles of a person's notices."""
    rows = PersonNotice.objects.filter(person=world.users[who])
    return list(rows.values_list("title", flat=True))


def second_of_township(world: World) -> User:
    user = User.objects.create(username="town_two", name="镇妇联三", must_change_password=False)
    Posting.build(
        user=user, role=Role.TOWNSHIP_FEDERATION, division=world.township,
        since=ago(9), until=None, by=world.system,
    ).save()  # fmt: skip
    world.users["town_two"] = user
    return user


def test_sealed_at_intake(world: World) -> None:
    row = sealed_matter(world)
    assert row.sealed
    assert knowing(row) == {"village": "handler", "town": "supervisor"}
    assert sees(world, "village", row) == sees(world, "town", row) == BOTH
    for who in OUTSIDE:
        assert sees(world, who, row) == NEITHER, who
    assert told(world, "town") == ["您是一件受保护档案的专管人"]
    assert not Incident.objects.exists()  # the village is told nothing


def test_what_hangs_on_it_is_as_closed(world: World) -> None:
    row = sealed_matter(world)
    with scope.opened(world.village):
        start(row, village=world.village_one, kind="marriage", by=world.village)
    for model in (Party, MatterHandler, Dispute):
        rows: Any = model._default_manager
        assert rows.visible_to(world.village).filter(matter=row).exists(), model
        assert not rows.visible_to(world.village_mate).filter(matter=row).exists(), model
        with scope.opened(world.village_mate):
            assert not rows.filter(matter=row).exists(), model
            assert not Trail.objects.filter(matter=row.pk).exists()
    assert Trail.objects.filter(matter=row.pk).count() >= 2
    assert not Incident.objects.exists()


def test_mediation_stays_inside_the_seal(world: World) -> None:
    row = sealed_matter(world)
    with scope.opened(world.village):
        dispute = start(row, village=world.village_one, kind="marriage", by=world.village)
        consent(dispute, world.village, on=ago(0))
        with pytest.raises(Invalid, match="知悉范围"):
            accept(dispute=dispute, mediator=world.village_mate, by=world.village)
        accept(dispute=dispute, by=world.village)
    with scope.opened(world.town):
        grant(row, person=world.village_mate, hours=2, reason=REASON, by=world.town)
    with scope.opened(world.village_mate), pytest.raises(Forbidden, match="限时"):
        hold(
            dispute=dispute, place="村里", attendants="双方", notes="谈过", result="again",
            by=world.village_mate,
        )  # fmt: skip


def test_sealed_by_decision(world: World) -> None:
    row = taken(world).matter
    assert sees(world, "village_mate", row) == BOTH
    with scope.opened(world.county):
        seal_matter(row, reason=REASON, by=world.county)
    assert knowing(row) == {"village": "handler", "county": "handler", "town": "supervisor"}
    assert sees(world, "village_mate", row) == sees(world, "county_other", row) == NEITHER
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="已是"):
        seal_matter(row, reason=REASON, by=world.village)
    for who in ("village_mate", "village_next"):
        with scope.opened(world.users[who]), pytest.raises(Http404):
            seal_matter(row, reason=REASON, by=world.users[who])
    other = taken(world).matter
    with scope.opened(world.village), pytest.raises(Invalid):
        seal_matter(other, reason="嗯", by=world.village)
    Matter.objects.filter(pk=other.pk).update(status="done", closed_on=ago(0))
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="状态"):
        seal_matter(other, reason=REASON, by=world.village)
    assert not Matter.objects.get(pk=other.pk).sealed


def test_nobody_to_supervise_refuses_the_seal(world: World) -> None:
    User.objects.filter(pk__in=[world.town.pk, world.county.pk]).update(is_active=False)
    with pytest.raises(NotTheMoment, match="专管"):
        sealed_matter(world)
    assert not Matter.objects.exists()


def test_the_county_supervises_where_the_township_is_bound(world: World) -> None:
    User.objects.filter(pk=world.town.pk).update(id_hash=b"t" * 16)
    row = taken(world).matter
    party = row.parties.first()
    assert party is not None
    Party.objects.filter(pk=party.pk).update(id_hash=b"t" * 16)
    with scope.opened(world.village):
        seal_matter(row, reason=REASON, by=world.village)
    assert knowing(row) == {"village": "handler", "county": "supervisor"}
    fresh = User.objects.get(pk=world.town.pk)
    assert not Matter.objects.visible_to(fresh).filter(pk=row.pk).exists()


def test_whoever_takes_in_her_own_kin_hands_it_over(world: World) -> None:
    """She may write the call down, and from then on it is closed to her."""
    home_hash = b"k" * 16
    Kinship.objects.create(
        person=world.village, person_hash=home_hash, village=world.village_one, kind="kin",
        since=ago(3), declared_by=world.village,
    )  # fmt: skip
    row = taken(world).matter
    Party.objects.filter(matter=row, side="applicant").update(id_hash=home_hash)
    with scope.opened(world.town):
        seal_matter(row, reason=REASON, by=world.town)
    row.refresh_from_db()
    assert knowing(row) == {"town": "supervisor"}
    assert row.owner == world.town


def test_the_supervisor_opens_and_shuts(world: World) -> None:
    row = sealed_matter(world)
    with scope.opened(world.town):
        name_handler(row, person=world.village_mate, reason=REASON, by=world.town)
    assert sees(world, "village_mate", row) == BOTH
    assert told(world, "village_mate") == ["您已被列为一件受保护档案的经办人"]
    for who in ("village", "village_mate"):
        with scope.opened(world.users[who]), pytest.raises(Forbidden):
            name_handler(row, person=world.county, reason=REASON, by=world.users[who])
    with scope.opened(world.county), pytest.raises(Http404):
        name_handler(row, person=world.county, reason=REASON, by=world.county)
    with scope.opened(world.town):
        for wrong in (world.village_mate, world.village_next, world.auditor):
            with pytest.raises(Invalid):
                name_handler(row, person=wrong, reason=REASON, by=world.town)
        with pytest.raises(NotTheMoment, match="承办"):
            release_handler(row, person=world.village, reason=REASON, by=world.town)
        give_to(row, person=world.village_mate, reason=REASON, by=world.town)
        release_handler(row, person=world.village, reason=REASON, by=world.town)
        with pytest.raises(Invalid):
            release_handler(row, person=world.village, reason=REASON, by=world.town)
        with pytest.raises(Invalid):
            release_handler(row, person=world.town, reason=REASON, by=world.town)
    assert sees(world, "village", row) == NEITHER
    assert knowing(row) == {"village_mate": "handler", "town": "supervisor"}


def test_supervision_is_passed_to_the_federation_alone(world: World) -> None:
    row = sealed_matter(world)
    with scope.opened(world.town):
        for wrong in (world.village, world.town, world.town_next):
            with pytest.raises(Invalid):
                pass_supervision(row, person=wrong, reason=REASON, by=world.town)
        pass_supervision(row, person=world.county, reason=REASON, by=world.town)
    assert knowing(row) == {"village": "handler", "county": "supervisor"}
    assert sees(world, "town", row) == NEITHER
    with scope.opened(world.county), pytest.raises(Invalid):
        unseal_matter(row, reason="嗯", by=world.county)
    with scope.opened(world.county):
        unseal_matter(row, reason=REASON, by=world.county)
    assert sees(world, "village_mate", row) == BOTH
    assert knowing(row) == {}


def test_protection_is_never_unsealed(world: World) -> None:
    row = sealed_matter(world)
    Matter.objects.filter(pk=row.pk).update(route="protection", status="handling", sorted_on=ago(0))
    with scope.opened(world.town), pytest.raises(NotTheMoment, match="始终"):
        unseal_matter(row, reason=REASON, by=world.town)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(pk=row.pk).update(sealed=False)


def test_an_orphaned_matter_is_taken_over_at_night(world: World) -> None:
    row = sealed_matter(world)
    assert keep_supervised(by=world.system) == 0
    heir = second_of_township(world)
    User.objects.filter(pk=world.town.pk).update(is_active=False)
    assert keep_supervised(by=world.system) == 1
    assert knowing(row) == {"village": "handler", "town_two": "supervisor"}
    User.objects.filter(pk__in=[world.village.pk, heir.pk]).update(is_active=False)
    assert keep_supervised(by=world.system) == 1
    row.refresh_from_db()
    assert row.owner == world.county
    assert knowing(row)["county"] == "supervisor"
    assert keep_supervised(by=world.system) == 0
    last = Trail.objects.filter(matter=row.pk).order_by("-pk").first()
    assert last is not None
    assert last.by.is_system


def test_granted_for_a_while_and_reviewed(world: World) -> None:
    row = sealed_matter(world)
    start_at = timezone.now()
    with scope.opened(world.town):
        for wrong, hours in ((world.village, 2), (world.village_next, 2), (world.county, 0),
                             (world.county, 169)):  # fmt: skip
            with pytest.raises(Invalid):
                grant(row, person=wrong, hours=hours, reason=REASON, by=world.town)
        made = grant(row, person=world.county, hours=2, reason=REASON, by=world.town)
        with pytest.raises(NotTheMoment, match="还没有到期"):
            grant(row, person=world.county, hours=2, reason=REASON, by=world.town)
    assert sees(world, "county", row) == BOTH
    with scope.opened(world.county):
        for verb, more in ((grant, {"hours": 2}), (name_handler, {})):
            with pytest.raises(Forbidden):
                verb(row, person=world.village_mate, reason=REASON, by=world.county, **more)
        with pytest.raises(Forbidden):
            review_opening(made, verdict="right", words=REASON, by=world.county)
    assert made.review_due == timezone.localdate() + timedelta(days=1)
    with time_machine.travel(start_at + timedelta(hours=2, minutes=1), tick=False):
        assert Matter.objects.visible_to(world.county).filter(pk=row.pk).count() == 0
    with scope.opened(world.town):
        with pytest.raises(Invalid):
            review_opening(made, verdict="", words=REASON, by=world.town)
        review_opening(made, verdict="wrong", words="不需要看这一件", by=world.town)
        with pytest.raises(NotTheMoment):
            review_opening(made, verdict="right", words=REASON, by=world.town)
    # What was not needed ends at once (SQL's now() is the start of this test's transaction).
    assert sees(world, "county", row)[0] is False


def emergency(world: World, who: str, **asked: Any) -> None:
    user = world.users[who]
    with scope.opened(user):
        open_in_emergency(reason=WHY, by=user, **asked)


def test_break_glass_finds_and_tells(world: World) -> None:
    row = sealed_matter(world)
    emergency(world, "village_mate", code=row.receipt.lower().replace("-", " "))
    assert sees(world, "village_mate", row) == BOTH
    assert "村执委一紧急打开了一件受保护档案，请复核" in told(world, "town")
    opening = MatterOpening.objects.get(matter=row)
    assert opening.kind == "emergency"
    assert opening.until - opening.opened_at == timedelta(hours=4)
    emergency(world, "village_mate", code=row.receipt)  # twice opens once
    assert MatterOpening.objects.count() == 1
    assert sees(world, "village_next", row) == NEITHER
    looked = Reading.objects.filter(by=world.village_mate, page="disputes:emergency_open")
    assert [r.keys for r in looked.order_by("pk")] == [[row.pk], [row.pk]]  # also when nothing new
    with scope.as_system():
        erase([row.pk])
        assert not PersonNotice.objects.filter(key=f"opening-{opening.pk}").exists()


@pytest.mark.parametrize("by_name", [True, False])
def test_break_glass_by_person_and_village(world: World, by_name: bool) -> None:
    row = sealed_matter(world)
    number = "990101198001010014"
    from accounts.vault import id_hash

    Party.objects.filter(matter=row, side="applicant").update(id_hash=id_hash(number))
    who = {"name": VICTIM} if by_name else {"id_number": number}
    with scope.opened(world.village_mate):
        with pytest.raises(Invalid):
            open_in_emergency(reason=WHY, by=world.village_mate, **who)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            open_in_emergency(
                reason=WHY,
                by=world.village_mate,
                village=world.village_two,
                **who,
            )
    emergency(world, "village_mate", village=world.village_one, **who)
    assert sees(world, "village_mate", row) == BOTH


def test_break_glass_answers_alike_when_nothing_is_found(world: World) -> None:
    row = sealed_matter(world)
    before = Trail.objects.count()
    emergency(world, "village_mate", code="AAAA-BBBB-CC")
    assert not MatterOpening.objects.exists()
    assert "村执委一用过一次紧急打开，没有对应的档案" in told(world, "town")
    assert Trail.objects.count() == before + 1
    # From another township nothing of this one is found, code or not.
    emergency(world, "town_next", code=row.receipt)
    assert sees(world, "town_next", row) == NEITHER
    for _turn in range(4):
        emergency(world, "village_mate", code="AAAA-BBBB-CC")
    with scope.opened(world.village_mate), pytest.raises(NotTheMoment, match="5 次"):
        open_in_emergency(reason=WHY, by=world.village_mate, code=row.receipt)


def test_break_glass_never_for_kin(world: World) -> None:
    row = sealed_matter(world)
    Party.objects.filter(matter=row, side="respondent").update(id_hash=b"m" * 16)
    User.objects.filter(pk=world.village_mate.pk).update(id_hash=b"m" * 16)
    world.users["village_mate"] = User.objects.get(pk=world.village_mate.pk)
    emergency(world, "village_mate", code=row.receipt)
    assert not MatterOpening.objects.exists()
    assert sees(world, "village_mate", row) == NEITHER
    assert any("应当回避" in title for title in told(world, "town"))
    # Nor does her own trail tell that there is something.
    mine = Trail.objects.filter(by=world.village_mate, act="matter.open")
    assert {(t.noun, t.matter) for t in mine} == {("accounts.user", None)}


def test_linking_found_later_hides_at_once(world: World) -> None:
    row = sealed_matter(world)
    assert sees(world, "village", row) == BOTH
    Party.objects.filter(matter=row, side="respondent").update(id_hash=b"z" * 16)
    tie = Kinship.objects.create(
        person=world.village, person_hash=b"z" * 16, village=world.village_one, kind="kin",
        since=ago(0), declared_by=world.village,
    )  # fmt: skip
    assert sees(world, "village", row) == NEITHER  # a handler no less
    with scope.opened(world.village), pytest.raises(Http404):
        seal_matter(row, reason=REASON, by=world.village)
    with scope.opened(world.town), pytest.raises(Invalid):
        grant(row, person=world.village, hours=2, reason=REASON, by=world.town)
    Kinship.objects.filter(pk=tie.pk).update(until=ago(0), ended_by=world.town)
    assert sees(world, "village", row) == BOTH


def test_nobody_lets_herself_in_by_sql(world: World) -> None:
    row = sealed_matter(world)
    values = (row.pk, row.place_id, world.village_mate.pk, world.village_mate.pk)
    for into in (
        "INSERT INTO disputes_matterhandler (matter_id, place_id, person_id, named_by_id, role, "
        "since) VALUES (%s, %s, %s, %s, 'handler', CURRENT_DATE)",
        "INSERT INTO disputes_matteropening (matter_id, place_id, person_id, opened_by_id, kind, "
        "reason, opened_at, until, review_due, verdict) VALUES (%s, %s, %s, %s, 'granted', 'x', "
        "now(), now() + interval '1 hour', CURRENT_DATE, '')",
    ):
        with (
            scope.opened(world.village_mate),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(into, values)
    with scope.opened(world.village), connection.cursor() as cursor:
        cursor.execute("DELETE FROM disputes_matterhandler")
        assert cursor.rowcount == 0
    with scope.opened(world.village_mate):  # a notice is its reader's
        assert not PersonNotice.objects.filter(person=world.town).exists()
    with (
        scope.opened(world.village_mate),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        PersonNotice.objects.create(person=world.town, key="x", title="x", told_at=timezone.now())
