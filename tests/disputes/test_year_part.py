"""What goes on into the next year (features 24): listed families, grey tiers, open disputes,
problems being put right, orders in force; counted as far as the asker's reach goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import scope
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.carrying import carried, restarted
from campaigns.models import Campaign, Duty
from campaigns.transitions.campaign import close_year, open_year
from campaigns.transitions.rectification import Done, rectify
from disputes.models import ProtectionOrder
from households.models import ListedFamily
from tests import cast
from tests.campaigns.tasks import finding, ordered
from tests.cast import World
from tests.disputes import cases, protections
from tests.households import families
from tests.pictures import jpeg


def numbers(world: World, who: User) -> dict[str, int]:
    """Label → count, as `who` finds them."""
    with scope.opened(who):
        rows = carried(who, world.county_division)
    return {str(row.label): row.count for row in rows}


def unfinished(world: World) -> None:
    """A year with everything that may be unfinished."""
    families.family(world)
    grey = families.family(world, families.home(world, number="777"))
    ListedFamily.objects.filter(pk=grey.pk).update(
        review_due=timezone.localdate() - timedelta(days=1)
    )
    cases.accepted(world)
    ordered(world, finding(world))
    protections.granted(world, protections.assessed(world))


def turn(world: World) -> Campaign:
    """The next year opened, this one closed."""
    last = world.campaign
    Campaign.objects.filter(pk=last.pk).update(
        data_closes_on=max(last.midyear_on, timezone.localdate())
    )
    new = open_year(county=world.county_division, year=2027, by=world.county, last=last)
    close_year(last, by=world.county)
    return new


def test_everything_unfinished_goes_on(world: World) -> None:
    unfinished(world)
    before, orders = numbers(world, world.county), ProtectionOrder.objects.count()
    assert before["在册家庭（黄·中）"] == 1
    assert before["在册家庭（灰·未复核）"] == 1
    assert before["没有办结的纠纷"] == 1
    assert before["没有销号的督查问题"] == 1
    turn(world)
    assert numbers(world, world.county) == before
    assert ProtectionOrder.objects.in_force(timezone.localdate()).count() == orders == 1
    row = ordered(world, finding(world, words="缺四月的记录"))
    done = Done("已补记。", timezone.localdate(), (jpeg(),), (jpeg(),))
    rectify(row, done=done, by=world.village)  # of a year that is closed


def test_a_sealed_file_is_in_no_number_of_others(world: World) -> None:
    unfinished(world)
    assert numbers(world, world.village)["没有到期的保护令"] == 1, "her own"
    for who in (world.county, world.village_mate, world.village_next, world.county_other):
        assert "没有到期的保护令" not in numbers(world, who)
    for who in (world.county, world.village):
        assert numbers(world, who)["没有办完的来件"] == 1, "the ordinary one only"
    assert numbers(world, world.county_other) == {}


def test_the_page_says_what_goes_on_and_what_begins_anew(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    unfinished(world)
    page = sign_in("county").get(reverse("campaigns:campaign_open")).content.decode()
    for words in ("没有办结的纠纷", "灰·未复核", "没有销号的督查问题", *restarted()):
        assert words in page
    assert "没有到期的保护令" not in page
    end = sign_in("county").get(reverse("campaigns:campaign_close") + "?year=2026").content.decode()
    assert "没有办结的纠纷" in end
    assert len(restarted()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_year_open_one(django_db_setup: None) -> None:
    with scope.as_system():
        world = cast.build()
    told: list[str] = []

    def turn_over() -> None:
        try:
            with scope.opened(world.county):
                open_year(
                    county=world.county_division, year=2027, by=world.county,
                    last=world.campaign,
                )  # fmt: skip
            told.append("opened")
        except Invalid as refused:
            told.append(*refused.errors)
        finally:
            connection.close()

    both = [threading.Thread(target=turn_over) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["opened", "year"]
    with scope.as_system():
        new = Campaign.objects.get(county=world.county_division, year=2027)
        titles = Duty.objects.filter(campaign=new).values_list("level", "title", "due_on")
        assert len(set(titles)) == len(titles) > 0
