"""Keeping and erasing with a certificate; what is held about a person (domain H ⑦, C9)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.http import Http404
from django.utils import timezone

from accounts import scope
from accounts.holdings import holdings_of
from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.vault import id_hash
from accounts.wall_sql import walled_models
from households.models import (
    Contradiction,
    Erasure,
    FamilyFigure,
    Household,
    ListedFamily,
    Member,
    Tier,
    Visit,
)
from households.queries.subject import subject_of
from households.transitions.family import close_family
from households.transitions.holdings import ask_holdings
from households.transitions.kinship import declare
from households.transitions.request import take_request
from households.transitions.retention import (
    carry_out,
    decide_list,
    digest_of,
    draw_list,
    hold_file,
    keep_or_erase,
    lift_hold,
    set_terms,
)
from households.transitions.visit import record_visit
from tests.cast import World
from tests.households.families import days, family, home
from tests.households.reporting import NIL, at, file_as, november

CANARY = "金丝雀"
NUMBER = "990101198001010014"


def closed(world: World, years: float, **values: Any) -> ListedFamily:
    """A file closed so many years ago."""
    row = family(world, **values)
    close_family(row, ground="moved", reason="全家迁往外县", by=world.town)
    ListedFamily.objects.filter(pk=row.pk).update(
        listed_on=days(int(-365 * years) - 60), closed_on=days(int(-365.25 * years) - 5)
    )
    row.refresh_from_db()
    return row


def run(world: World) -> Erasure:
    """Draw, confirm, carry out."""
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    decide_list(drawn, confirmed=True, why="", by=world.county)
    return carry_out(drawn, by=world.system)


def test_only_what_is_due_is_listed(world: World) -> None:
    old = closed(world, 2.1)
    closed(world, 1.5)
    red = closed(world, 3, tier=Tier.RED)
    quite_old = closed(world, 5.2, categories=["01"])
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    assert set(drawn.families) == {old.pk, quite_old.pk}
    assert red.pk not in drawn.families
    assert draw_list(world.county_division, by=world.system) is None


def test_terms_are_versions(world: World) -> None:
    closed(world, 2.1)
    with pytest.raises(Invalid):
        set_terms(
            world.county_division, plain_years=3, long_years=2, basis="会议纪要", by=world.county
        )
    with pytest.raises(Forbidden):
        set_terms(
            world.county_division, plain_years=3, long_years=6, basis="会议纪要", by=world.town
        )
    rule = set_terms(
        world.county_division, plain_years=3, long_years=6, basis="会议纪要三号", by=world.county
    )
    assert rule.version == 1
    assert draw_list(world.county_division, by=world.system) is None


def test_a_hold_and_an_open_request_keep_a_file(world: World) -> None:
    held, asked = closed(world, 3), closed(world, 3)
    hold = hold_file(held, reason="法院调阅，尚未审结", by=world.town)
    with pytest.raises(NotTheMoment):
        hold_file(held, reason="法院调阅，尚未审结", by=world.town)
    take_request(
        asked.household, kind="correct", applicant="姜志强", words="登记的情况不对",
        by=world.village,
    )  # fmt: skip
    assert draw_list(world.county_division, by=world.system) is None
    lift_hold(hold, by=world.town)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    assert drawn.families == [held.pk]


def test_nothing_is_erased_unconfirmed(world: World) -> None:
    row = closed(world, 3)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    with pytest.raises(NotTheMoment):
        carry_out(drawn, by=world.system)
    with pytest.raises(Forbidden):
        decide_list(drawn, confirmed=True, why="", by=world.town)
    with pytest.raises(Invalid):
        decide_list(drawn, confirmed=False, why=" ", by=world.county)
    decide_list(drawn, confirmed=False, why="有案件未结，先办保全", by=world.county)
    assert keep_or_erase(by=world.system) == (0, 1)
    assert ListedFamily.objects.filter(pk=row.pk).exists()


def test_a_hold_after_confirming_still_keeps(world: World) -> None:
    row = closed(world, 3)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    decide_list(drawn, confirmed=True, why="", by=world.county)
    hold_file(row, reason="法院调阅，尚未审结", by=world.town)
    done = carry_out(drawn, by=world.system)
    assert ListedFamily.objects.filter(pk=row.pk).exists()
    assert done.rows == {}


@pytest.mark.parametrize("category", ["02", "01"])
def test_erased_with_a_certificate(world: World, category: str) -> None:
    row = family(world, categories=[category])
    record_visit(
        row, visited_on=days(0), way="home", met=CANARY, state=CANARY, change="same",
        by=world.town,
    )  # fmt: skip
    close_family(row, ground="moved", reason="全家迁往外县", by=world.town)
    ListedFamily.objects.filter(pk=row.pk).update(listed_on=days(-2200), closed_on=days(-2100))
    done = run(world)
    assert done.status == "done"
    assert done.number.endswith("1号")
    assert done.digest == digest_of(done)
    assert done.rows["households_listedfamily"] == 1
    assert done.rows["households_visit"] == 1
    assert "姜" not in str(done.rows)
    for model, _wall in walled_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is ListedFamily:
                rows: Any = model._base_manager
                assert not rows.filter(**{column.name: row.pk}).exists(), model
    figure = FamilyFigure.objects.get()
    assert figure.visits == 1
    assert figure.village_id == (
        world.township.code if category == "01" else world.village_one.code
    )
    assert Trail.objects.filter(act="erasure.draw", after__number=done.number).exists()
    done.rows = {"households_visit": 5}
    assert done.digest != digest_of(done)


def test_a_departed_household_loses_its_people(world: World) -> None:
    gone = home(world, head_name=CANARY)
    Member.objects.filter(household=gone).delete()
    Member.objects.create(
        household=gone, village_id=gone.village_id, name=CANARY, relation="head",
        document="id", id_number=NUMBER, id_hash=id_hash(NUMBER), joined_on=days(-3000),
    )  # fmt: skip
    Household.objects.filter(pk=gone.pk).update(registered_on=days(-3000), left_on=days(-800))
    declare(gone, kind="neighbour", by=world.village)
    done = run(world)
    assert done.rows["households_member"] == 1
    gone.refresh_from_db()
    assert gone.head_name != CANARY
    assert not Member.objects.filter(household=gone).exists()
    assert draw_list(world.county_division, by=world.system) is None


def test_the_canary_is_found_in_every_place(world: World) -> None:
    """What do we hold about this person: every walled table that can point at a household, member
    or file, or hold a name in open words, is found by the page's own query."""
    household = home(world, head_name=CANARY)
    member = Member.objects.create(
        household=household, village_id=household.village_id, name=CANARY, relation="son",
        document="id", id_number=NUMBER, id_hash=id_hash(NUMBER), joined_on=days(-30),
    )  # fmt: skip
    row = family(world, household)
    visit = record_visit(
        row, visited_on=days(0), way="home", met="本人", state="平稳", change="same",
        by=world.town,
    )  # fmt: skip
    request = take_request(
        household, kind="correct", applicant=CANARY, words="登记的情况不对", by=world.village
    )
    tie = declare(household, kind="neighbour", by=world.village_mate)
    subject = subject_of(world.county, id_number=NUMBER, name="")
    found = {h.model: h for h in holdings_of(world.county, subject)}
    assert member.pk in found[Member].linked
    assert household.pk in found[Household].linked
    assert row.pk in found[ListedFamily].linked
    assert visit.pk in found[Visit].linked
    assert request.pk in found[type(request)].linked
    assert tie.pk in found[type(tie)].linked
    other = home(world, head_name="旁人")
    assert other.pk not in found[Household].linked | found[Household].named


def test_holdings_need_a_reason_and_are_told(world: World) -> None:
    with pytest.raises(Invalid):
        ask_holdings(id_number="", name=CANARY, reason=" ", by=world.county)
    with pytest.raises(Invalid, match="校验位"):
        ask_holdings(
            id_number="990101198001010015", name="", reason="本人书面申请查阅", by=world.county
        )
    with pytest.raises(Forbidden):
        ask_holdings(id_number="", name=CANARY, reason="本人书面申请查阅", by=world.town)
    home(world, head_name=CANARY)
    answer = ask_holdings(id_number="", name=CANARY, reason="本人书面申请查阅", by=world.county)
    assert [h.head_name for h in answer.homes] == [CANARY]
    assert CANARY not in str(Trail.objects.get(act="holdings.read").after)


def test_a_sealed_file_is_in_nobodys_answer_but_its_handlers(world: World) -> None:
    row = family(world, home(world, head_name=CANARY), categories=["01"])
    subject = subject_of(world.county, id_number="", name=CANARY)
    assert row.pk not in subject.keys["households.listedfamily"]
    with scope.opened(world.county):
        assert ListedFamily not in {h.model for h in holdings_of(world.county, subject)}


def test_pages(world: World, sign_in: Any) -> None:
    row = closed(world, 3)
    draw_list(world.county_division, by=world.system)
    client = sign_in("county")
    assert "待确认" in client.get("/retention/").text
    erasure = Erasure.objects.get()
    page = client.get(f"/erasures/{erasure.uid}").text
    assert row.village.name in page
    answer = client.post(f"/erasures/{erasure.uid}/decide", {"confirmed": "1", "why": ""})
    assert answer.status_code == 302
    carry_out(erasure, by=world.system)
    page = client.get(f"/erasures/{erasure.uid}").text
    assert "核对一致" in page
    assert "清除证明" in page
    answer = client.post(
        "/privacy/person", {"name": "姜志强", "reason": "本人书面申请查阅", "id_number": ""}
    )
    assert "我们存有的个人信息" in answer.text
    assert client.get("/privacy/fields").status_code == 200


def test_foreign_lists_are_absent(world: World) -> None:
    closed(world, 3)
    drawn = draw_list(world.county_division, by=world.system)
    assert drawn is not None
    with pytest.raises(Http404):
        decide_list(drawn, confirmed=True, why="", by=world.county_other)


def test_leap_day() -> None:
    from households.queries.retention import years_before

    assert years_before(date(2028, 2, 29), 2) == date(2026, 2, 28)
    assert date(2028, 2, 29) - timedelta(days=1) > years_before(date(2028, 2, 29), 1)


def test_a_question_about_a_nil_keeps_its_place_and_loses_its_words(world: World) -> None:
    """What was asked about an erased file stays in the statistics, its words do not."""
    row = closed(world, 2.1)
    with at("2026-11-20 09:00"):
        report = file_as(world.village, november(world), world.village_one, NIL)
    asked = Contradiction.objects.create(
        report=report, period=report.period, village=report.village, family=row, status="cleared",
        grounds="姜志强家 11月3日报警", reply="", finding="姜志强已和好", asked_at=timezone.now(),
        asked_by=world.town, reply_by=timezone.localdate(), decided_at=timezone.now(),
        decided_by=world.town,
    )  # fmt: skip
    run(world)
    asked.refresh_from_db()
    assert asked.family is None
    assert (asked.grounds, asked.reply, asked.finding) == ("（已清除）", "", "（已清除）")
