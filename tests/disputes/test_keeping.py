"""Matters at the end of their term: drawn, held, confirmed by two people, erased with everything
that hangs on them; what is held about a person (domain H ⑦; C9)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from accounts import scope
from accounts.holdings import holdings_of
from accounts.models import Posting, Trail, User
from accounts.pointing import pointing_at
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from accounts.vault import id_hash
from disputes.models import Matter, MatterHold, Party, ProtectionCase
from disputes.transitions.hold import hold_matter, lift_matter_hold
from households.models import Erasure
from households.queries.subject import subject_of
from households.transitions.retention import (
    carry_out,
    decide_list,
    digest_of,
    draw_list,
    keep_or_erase,
    second_list,
)
from tests.cast import World
from tests.disputes.cases import ago, taken
from tests.disputes.matters import REASON, VICTIM, sealed_matter
from tests.disputes.protections import closed, granted, planned, taken_case

NUMBER = "990101198001010014"


def colleague(world: World) -> User:
    user = User.objects.create(username="county_two", name="县妇联丁", must_change_password=False)
    Posting.build(
        user=user, role=Role.COUNTY_FEDERATION, division=world.county_division, since=ago(9),
        until=None, by=world.system,
    ).save()  # fmt: skip
    return user


def aged(matter: Matter, years: float) -> Matter:
    """Closed so many years ago."""
    day = timezone.localdate() - timedelta(days=int(365.25 * years) + 3)
    Matter.objects.filter(pk=matter.pk).update(
        received_on=day, sorted_on=day, closed_on=day, status="done", route=matter.route or "advice"
    )
    return Matter.objects.get(pk=matter.pk)


def hanging(matter: Matter) -> int:
    """Rows of any table that point at the matter."""
    return sum(
        below._base_manager.filter(**{column.name: matter.pk}).count()
        for below, column in pointing_at(Matter)
    )


def test_a_sealed_file_is_kept_five_years_and_erased_whole(world: World) -> None:
    case = closed(world)
    granted_case = taken_case(world)
    row = aged(case.matter, 4.9)
    assert draw_list(world.county_division, by=world.system) is None
    aged(row, 5)
    assert hanging(row) > 10
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    assert drawn.others == {"disputes.matter": [row.pk]}
    with pytest.raises(NotTheMoment):
        second_list(drawn, by=world.county)
    decide_list(drawn, confirmed=True, why="", by=world.county)
    with pytest.raises(NotTheMoment, match="两个人"):
        carry_out(drawn, by=world.system)
    assert keep_or_erase(by=world.system)[0] == 0
    with pytest.raises(Forbidden):
        second_list(drawn, by=world.county)
    other = colleague(world)
    second_list(drawn, by=other)
    with pytest.raises(NotTheMoment):
        second_list(drawn, by=other)
    assert keep_or_erase(by=world.system)[0] == 1
    done = Erasure.objects.get(pk=drawn.pk)
    assert done.number
    assert done.rows["disputes_matter"] == 1
    assert done.rows["disputes_protectioncase"] == 1
    assert done.rows["disputes_safetyanswer"] > 10
    assert digest_of(done) == done.digest
    assert not Matter.objects.filter(pk=row.pk).exists()
    assert hanging(row) == 0
    assert ProtectionCase.objects.filter(pk=granted_case.pk).exists()
    assert VICTIM not in str(done.rows)
    assert Trail.objects.filter(matter=row.pk).exists()  # keys and facts, never names


def test_others_by_their_own_rule(world: World) -> None:
    advice = aged(sealed_matter(world, sealed=False), 2.1)
    dossier = aged(taken(world).matter, 29)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    assert drawn.others == {"disputes.matter": [advice.pk]}
    aged(dossier, 31)
    Erasure.objects.filter(pk=drawn.pk).delete()
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    assert drawn.others == {"disputes.matter": sorted([advice.pk, dossier.pk])}


def test_a_hold_keeps_it(world: World) -> None:
    case = closed(world)
    with scope.opened(world.town):
        with pytest.raises(Invalid):
            hold_matter(case.matter, reason="嗯", by=world.town)
        hold_matter(case.matter, reason=REASON, by=world.town)
        with pytest.raises(NotTheMoment):
            hold_matter(case.matter, reason=REASON, by=world.town)
    aged(case.matter, 6)
    assert draw_list(world.county_division, by=world.system) is None
    with scope.opened(world.town):
        lift_matter_hold(case.matter, by=world.town)
        with pytest.raises(NotTheMoment):
            lift_matter_hold(case.matter, by=world.town)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    decide_list(drawn, confirmed=True, why="", by=world.county)
    second_list(drawn, by=colleague(world))
    with scope.opened(world.town):  # held since it was drawn
        hold_matter(case.matter, reason=REASON, by=world.town)
    carry_out(drawn, by=world.system)
    assert Matter.objects.filter(pk=case.matter_id).exists()
    assert MatterHold.objects.count() == 2


def test_what_is_held_about_a_person(world: World) -> None:
    row = taken(world).matter
    Party.objects.filter(matter=row, side="applicant").update(id_hash=id_hash(NUMBER))
    for asked in ({"id_number": NUMBER, "name": ""}, {"id_number": "", "name": "余德民"}):
        subject = subject_of(world.county, **asked)
        found: dict[type[models.Model], frozenset[int]] = {
            h.model: h.linked for h in holdings_of(world.county, subject)
        }
        assert found[Matter] == {row.pk}
        assert len(found[Party]) == 1  # the other side is somebody else
    sealed = sealed_matter(world)
    subject = subject_of(world.county, id_number="", name=VICTIM)
    assert Party not in {h.model for h in holdings_of(world.county, subject)}
    subject = subject_of(world.town, id_number="", name=VICTIM)
    assert subject.keys["disputes.matter"] == {sealed.pk}


def test_an_order_goes_with_its_file(world: World) -> None:
    """Rows that point at one another inside a file (an extension and its order) go too."""
    case = planned(world)
    granted(world, case)
    ProtectionCase.objects.filter(pk=case.pk).update(
        status="closed", ground="safe", closed_on=ago(0)
    )
    row = aged(case.matter, 6)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    decide_list(drawn, confirmed=True, why="", by=world.county)
    second_list(drawn, by=colleague(world))
    done = carry_out(drawn, by=world.system)
    assert done.rows["disputes_protectionorder"] == 1
    assert not Matter.objects.filter(pk=row.pk).exists()
