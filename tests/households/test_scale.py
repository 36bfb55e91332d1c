"""A county's own scale: drafted, checked, published; old decisions keep their terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from households.models import TierScale, VisitDuty
from households.queries.scale import terms_at
from households.scales.body import Phase, build
from households.scales.shipped import DEFAULT
from households.transitions.scale import change_scale, draft_scale, drop_scale, publish_scale
from households.transitions.tier import lower_tier, raise_tier, review_tier
from tests.cast import World
from tests.households.families import age, days, family

SignIn = Callable[[str], Client]
WHY = "按县委平安建设要求，改用红黄蓝"


def blue() -> Any:
    """红黄蓝, yellow reviewed every twenty days and visited every ten."""
    red, yellow, green = DEFAULT.levels
    return build(
        (
            red,
            replace(yellow, review_days=20, quiet_days=40, phases=(Phase(1, 10, "day"),)),
            replace(green, code="blue", label="蓝·低"),
        ),
        DEFAULT.weights,
        DEFAULT.direct,
        DEFAULT.top_per_keeper,
        DEFAULT.cadence,
    )


def published(world: World, effective: int = 1) -> TierScale:
    """The county's 红黄蓝 from tomorrow on."""
    draft = draft_scale(world.county_division, by=world.county)
    draft = change_scale(draft, scale=blue(), by=world.county, version=1)
    return publish_scale(
        draft, effective_from=days(effective), reason=WHY, by=world.county, version=2
    )


def in_force(world: World) -> TierScale:
    """The same, in force since yesterday (the calendar went on)."""
    row = published(world)
    TierScale.objects.filter(pk=row.pk).update(effective_from=days(-1))
    row.refresh_from_db()
    return row


def test_from_draft_to_force(world: World) -> None:
    row = published(world)
    assert (row.status, row.number, row.published_by) == ("published", 1, world.county)
    village = world.village_one.code
    assert terms_at(village, days(0)).scale == DEFAULT
    assert terms_at(village, days(1)).scale == blue()
    assert terms_at(990102100201, days(1)).scale == DEFAULT
    assert Trail.objects.filter(act="scale.publish").count() == 1
    acts: list[Callable[[], TierScale]] = [
        lambda: change_scale(row, scale=DEFAULT, by=world.county),
        lambda: drop_scale(row, reason="不要这一版", by=world.county),
        lambda: publish_scale(row, effective_from=days(3), reason=WHY, by=world.county),
    ]
    for act in acts:
        with pytest.raises(NotTheMoment):
            act()


def test_running_families_keep_their_terms_until_the_next_decision(world: World) -> None:
    row = family(world)
    green = family(world, tier="green")
    version = in_force(world)
    row.refresh_from_db()
    assert (row.scale, row.level.review_days, row.review_due) == (None, 30, days(30))
    reviewed = review_tier(row, reason="情况没有变化", by=world.village)
    assert (reviewed.scale, reviewed.review_due) == (version, days(20))
    due = VisitDuty.objects.open().filter(family=row).order_by("due_on")
    assert [d.due_on for d in due[:3]] == [days(3), days(10), days(20)]
    assert all(d.due_on >= days(0) for d in due)
    carried = review_tier(green, reason="情况没有变化", by=world.village)
    assert (carried.tier, carried.level.label, carried.level.shape) == ("blue", "蓝·低", "low")
    assert carried.decisions.values_list("before", flat=True)[0] == "green"
    raised = raise_tier(carried, tier="yellow", reason="又吵起来了", by=world.town)
    assert raised.level.quiet_days == 40
    lowered = lower_tier(age(raised, 40), reason="一个多月没吵", by=world.town)
    assert lowered.tier == "blue"
    with pytest.raises(NotTheMoment, match="蓝·低已是最低一级"):
        lower_tier(lowered, reason="一直没有吵", by=world.town)


def test_a_new_listing_uses_the_scale_of_its_day(world: World) -> None:
    in_force(world)
    with pytest.raises(Invalid, match="现行的等级只有"):
        family(world, tier="green")
    assert family(world, tier="blue").level.label == "蓝·低"


def test_what_a_draft_refuses(world: World) -> None:
    draft = draft_scale(world.county_division, by=world.county)
    with pytest.raises(NotTheMoment):
        draft_scale(world.county_division, by=world.county)
    broken = build(DEFAULT.levels[1:], DEFAULT.weights, DEFAULT.direct, 3, DEFAULT.cadence)
    with pytest.raises(Invalid, match="红色"):
        change_scale(draft, scale=broken, by=world.county)
    with pytest.raises(Invalid, match="最早是明天"):
        publish_scale(draft, effective_from=days(0), reason=WHY, by=world.county)
    with pytest.raises(Invalid):
        publish_scale(draft, effective_from=days(1), reason="改", by=world.county)
    with pytest.raises(Stale):
        change_scale(draft, scale=blue(), by=world.county, version=7)
    drop_scale(draft, reason="先不改了", by=world.county)
    again = draft_scale(world.county_division, by=world.county)
    assert again.number == 2


@pytest.mark.parametrize("who", ["village", "town", "governance"])
def test_only_the_county_writes(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        draft_scale(world.county_division, by=world.users[who])
    draft = draft_scale(world.county_division, by=world.county)
    with pytest.raises(Forbidden):
        publish_scale(draft, effective_from=days(1), reason=WHY, by=world.users[who])
    with pytest.raises(Http404):
        change_scale(draft, scale=blue(), by=world.county_other)


def test_the_database_keeps_a_published_one_whole(world: World) -> None:
    row = published(world)
    for wrong in ({"reason": ""}, {"effective_from": None}, {"published_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TierScale.objects.filter(pk=row.pk).update(**wrong)


def test_pages(world: World, sign_in: SignIn) -> None:
    county = sign_in("county")
    assert "系统自带的一版" in county.get("/scales/").text
    made = county.post("/scales/draft")
    assert made.status_code == 302, made.text
    row = TierScale.objects.get()
    url = f"/scales/{row.uid}"
    assert "因素分" in county.get(url).text
    page = county.get(f"{url}/levels/yellow")
    assert "每半月 1 次" in page.text
    typed: dict[str, Any] = {
        "version": 1, "label": "黄·中", "standard": "矛盾反复", "points_from": 4,
        "first_hours": 72, "meeting_hours": 0, "review_days": 15, "quiet_days": 60,
        "times_1": 1, "every_1": 1, "unit_1": "week", "rounds_1": 4,
        "times_2": 2, "every_2": 1, "unit_2": "month", "rounds_2": 0,
    }  # fmt: skip
    told = county.get(f"{url}/levels/yellow", typed | {"explain": 1}).text
    assert "头四周每周 1 次，以后每半月 1 次" in told
    assert "<html" not in told
    assert county.post(f"{url}/levels/yellow", typed | {"review_days": 400}).status_code == 422
    assert county.post(f"{url}/levels/yellow", typed | {"review_days": 1}).status_code == 422
    assert county.post(f"{url}/levels/yellow", typed).status_code == 302
    assert county.post(f"{url}/levels/yellow", typed).status_code == 409
    assert county.get(f"{url}/levels/blue").status_code == 404
    colours = county.post(f"{url}/colours", {"version": 2, "codes": ["yellow", "blue"]})
    assert colours.status_code == 302, colours.text
    row.refresh_from_db()
    assert [one.code for one in row.scale.levels] == ["red", "yellow", "blue"]
    assert "新增蓝·较低" in county.get(url).text
    points = county.get(f"{url}/points")
    assert points.status_code == 200
    sent = {"version": 3, "effective_from": days(1).isoformat(), "reason": WHY}
    assert county.post(f"{url}/publish", sent).status_code == 302
    assert county.get(f"{url}/publish").status_code == 409
    for who in ("village", "town", "governance"):
        assert sign_in(who).get("/scales/").status_code == 200
        assert sign_in(who).get(f"{url}/publish").status_code == 403
    assert sign_in("county_other").get(url).status_code == 404
