"""What has to wait is answered alike for every ground: nobody learns of a listing (K10)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Trail
from campaigns.models import Campaign
from households.models import Award, Household, ListedFamily
from households.queries.award_hold import held_among, is_held
from households.transitions.award import OnHold, nominate
from households.transitions.award_grant import APPROVE, PLATE, REVIEW, approve, grant_many, review
from tests.cast import World
from tests.households.award_cast import (
    STORY,
    Status,
    award_at,
    here,
    home,
    homes,
    list_red,
    on_day,
)

__all__ = ["here", "on_day"]
SignIn = Callable[[str], Client]
SENTENCE = "暂缓，请向县里咨询"
GROUNDS = ["red", "grave", "closed", "left"]
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|\d{2}:\d{2}|[0-9a-f-]{36}')


def hold(world: World, household: Household, ground: str) -> Callable[[], None]:
    """Give the household a ground to wait; returns how to take it away."""
    if ground in ("red", "grave"):
        tier = "red" if ground == "red" else "green"
        family = list_red(household, world.village, tier=tier, grave=ground == "grave")
        return lambda: void(ListedFamily.objects.filter(pk=family.pk).delete())
    if ground == "left":
        Household.objects.filter(pk=household.pk).update(left_on=date(2026, 11, 1))
        return lambda: void(Household.objects.filter(pk=household.pk).update(left_on=None))
    Campaign.objects.update(status="closed")
    return lambda: void(Campaign.objects.update(status="open"))


def void(anything: object) -> None:
    """Throw a value away."""


def seen(page: Any) -> str:
    """The answer without what changes from request to request."""
    return CHANGING.sub("", page.content.decode())


def test_only_yes_or_no(here: World, django_assert_num_queries: Any) -> None:
    plain, red, quiet = (home(here.village_one) for _ in range(3))
    list_red(red, here.village)
    list_red(quiet, here.village, tier="yellow")
    closed = home(here.village_one)
    list_red(
        closed, here.village, status="closed", closed_on=date(2026, 11, 1), close_ground="quiet"
    )
    answers = [is_held(h, here.campaign, here.village) for h in (plain, red, quiet, closed)]
    assert answers == [False, True, False, False]
    awards = [award_at(here, Status.NOTICED, household=h) for h in (plain, red, quiet, closed)]
    with django_assert_num_queries(4):  # one, and the system's scope around it
        assert held_among(awards) == {awards[1].pk}


@pytest.mark.parametrize("ground", ["red", "grave", "closed"])
def test_nomination_waits(here: World, ground: str) -> None:
    homes(here.village_one, 10)
    mine = home(here.village_one)
    hold(here, mine, ground)
    with pytest.raises(OnHold) as refusal:
        nominate(mine, story=STORY, by=here.village)
    assert (refusal.value.sentence, refusal.value.title) == (SENTENCE, SENTENCE)
    assert not Award.objects.exists()
    assert not Trail.objects.filter(noun="households.award").exists()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    ("step", "status"), [(REVIEW, "noticed"), (APPROVE, "reviewed"), (PLATE, "approved")]
)
def test_steps_above_wait_and_the_row_stays(
    here: World, ground: str, step: Any, status: str
) -> None:
    award = award_at(here, status)
    hold(here, award.household, ground)
    by = here.town if step is REVIEW else here.county
    batch = grant_many([award.uid], step=step, opinion="同意。", by=by)
    assert (batch.done, batch.left) == ([], {SENTENCE: 1})
    verb = {REVIEW: review, APPROVE: approve}.get(step)
    if verb:
        with pytest.raises(OnHold):
            verb(award, opinion="同意。", by=by)
    award.refresh_from_db()
    assert (award.status, award.version) == (status, 1)
    assert not Trail.objects.filter(noun="households.award").exists()


@pytest.mark.parametrize("ground", ["grave", "closed"])
def test_the_nomination_page_answers_alike(here: World, sign_in: SignIn, ground: str) -> None:
    homes(here.village_one, 10)
    mine = home(here.village_one)
    client, url = sign_in("village"), f"/awards/nominate/{mine.uid}"
    typed = {
        "source": "village",
        "kind": "care",
        "story": STORY,
        "client_uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
    }
    lift = hold(here, mine, "red")
    red = client.post(url, typed)
    assert red.status_code == 409
    assert SENTENCE in red.text
    assert STORY in red.text  # nothing typed is lost
    lift()
    hold(here, mine, ground)
    other = client.post(url, typed)
    assert (other.status_code, seen(other)) == (409, seen(red))
    assert other.headers.items() == red.headers.items()


@pytest.mark.parametrize("ground", ["grave", "closed", "left"])
@pytest.mark.parametrize(
    ("who", "status", "act"), [("town", "noticed", "review"), ("county", "reviewed", "approve")]
)
def test_pages_and_api_above_answer_alike(
    here: World, sign_in: SignIn, ground: str, who: str, status: str, act: str
) -> None:
    award = award_at(here, status)
    client, body = sign_in(who), {"opinion": "同意。", "version": 1}

    def answers() -> list[tuple[int, str]]:
        page = client.post(f"/awards/{award.uid}/{act}", body)
        many = client.post(f"/awards/batch/{act}?award={award.uid}", body, follow=True)
        api = client.post(
            f"/api/v1/awards/{award.uid}/{act}", json.dumps(body), content_type="application/json"
        )
        return [(p.status_code, seen(p)) for p in (page, many, api)]

    lift = hold(here, award.household, "red")
    red = answers()
    lift()
    hold(here, award.household, ground)
    assert answers() == red
    assert [code for code, _ in red] == [409, 200, 409]
    assert all(SENTENCE in text for _, text in red)
    api = json.loads(red[2][1])
    assert {v for v in api.values() if isinstance(v, str)} == {SENTENCE, "about:blank"}


def test_lists_and_details_show_nothing_of_it(here: World, sign_in: SignIn) -> None:
    award = award_at(here, Status.NOTICED)
    homes(here.village_one, 10)
    assert award.notice is not None
    pages = [
        ("village", "/awards/nominate"),
        ("village", f"/awards/{award.uid}"),
        ("town", "/awards/?status=ended"),
        ("county", "/awards/"),
        ("county", "/api/v1/awards"),
        ("village", f"/notices/{award.notice.uid}"),
    ]
    clients = {who: sign_in(who) for who, _ in pages}
    before = [seen(clients[who].get(url)) for who, url in pages]
    lift = hold(here, award.household, "red")
    assert [seen(clients[who].get(url)) for who, url in pages] == before
    lift()
    fresh = home(here.village_one)
    listing = seen(clients["village"].get("/awards/nominate"))
    list_red(fresh, here.village)
    assert seen(clients["village"].get("/awards/nominate")) == listing


def test_as_many_queries_for_every_ground(here: World, django_assert_num_queries: Any) -> None:
    mine = home(here.village_one)
    assert here.village.case_spans  # postings are read once a request
    for ground in ("red", "closed"):
        lift = hold(here, mine, ground)
        with django_assert_num_queries(1):
            assert is_held(mine, here.campaign, here.village)
        lift()
