"""What a city sees of its counties: points and numbers, none of their rows; and whom it posts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, User
from accounts.queries import postings_for, users_for
from accounts.roles import Role
from accounts.transitions.beginning import begin_county
from accounts.transitions.posting import grant_posting
from campaigns.models import Campaign, Division
from reports.models import BatchCounty, ScoreLine, ScoreSheet, ScoringBatch, ScoringRun
from reports.statistics.registry import TABLES
from tests.cast import CITY, World
from tests.reports.above import (
    ONE,
    PROVINCE,
    T1,
    SignIn,
    above,
    both,
    rolled,
)

__all__ = ["above", "both"]  # fixtures


def test_no_row_of_a_county_is_seen_from_above(world: World, both: Campaign) -> None:
    """Both walls: what visible_to gives, and what the bare connection shows."""
    rolled(world)
    city = world.users["city"]
    models = (ScoringRun, ScoreSheet, ScoreLine)
    with scope.opened(city):
        assert not city.case_spans
        assert not city.area_spans
        for model in models:
            assert not model.objects.visible_to(city).exists()
            assert not model._default_manager.exists()
        assert ScoringBatch.objects.visible_to(city).count() == ScoringBatch.objects.count() == 1
        assert BatchCounty.objects.visible_to(city).count() == BatchCounty.objects.count() == 2
        # Read, never written: the system writes in her name.
        assert ScoringBatch.objects.update(year=2025) == 0
        assert BatchCounty.objects.all().delete()[0] == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT isempty(case_reach()), isempty(reach()), upper_reach()::text")
            assert cursor.fetchone() == (True, True, "{[990100000000,990200000000)}")
    with scope.opened(world.county):
        assert not ScoringBatch.objects.exists()


def test_numbers_of_one_county_at_a_time(world: World, both: Campaign, sign_in: SignIn) -> None:
    """As the governance office reads them: small numbers hidden, whole years; no link to a row, and
    no table of the whole city beside which a county's could be worked out."""
    rolled(world)
    client, office = sign_in("city"), sign_in("governance")
    index = client.get("/statistics/")
    assert index.status_code == 200
    assert "甲县" in index.text
    assert "/statistics/board" not in index.text
    for root in (CITY, PROVINCE, T1, "990101100201"):
        assert client.get("/statistics/", {"root": root}).status_code == 404
    shown = 0
    for key in TABLES:
        asked: dict[str, Any] = {"table": key, "root": ONE, "period": "2026"}
        seen, theirs = (
            client.get("/statistics/table", asked),
            office.get("/statistics/table", asked),
        )
        assert seen.status_code == theirs.status_code, key
        shown += seen.status_code == 200
        if seen.status_code != 200:
            continue
        assert cells(seen.text) == cells(theirs.text), key
        body = seen.text[seen.text.index('class="stat-papers"') :]
        assert "<a " not in body.partition("</main>")[0], key
        assert client.get("/statistics/rows", asked).status_code == 403
    assert shown > 10
    assert client.get("/statistics/board").status_code == 403
    assert client.get("/statistics/wall").status_code == 403


def cells(page: str) -> list[str]:
    """What stands in the tables of a page, without addresses."""
    found = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page, re.S)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def test_a_city_posts_its_own_people_alone(world: World, sign_in: SignIn) -> None:
    """Its administrators reach the city's own code: upper roles there, nothing inside a county."""
    city, today = Division.objects.get(code=CITY), timezone.localdate()
    made = {user.username: user for user, _password in begin_county(county=city, by=world.system)}
    admin = made["anquan990100"]
    newcomer = User.objects.create(username="newcomer", name="新人", place=CITY)
    with scope.opened(admin):
        grant_posting(
            user=newcomer, role=Role.UPPER_GOVERNANCE, division=city, since=today, until=None,
            by=admin,
        )  # fmt: skip
        for code, role in ((ONE, Role.COUNTY_FEDERATION), (PROVINCE, Role.UPPER_FEDERATION)):
            with pytest.raises(Http404):
                grant_posting(
                    user=newcomer, role=role, division=Division.objects.get(code=code),
                    since=today, until=None, by=admin,
                )  # fmt: skip
        # The database says so too.
        posting = Posting.build(
            user=newcomer, role=Role.COUNTY_FEDERATION, division=world.county_division,
            since=today, until=None, by=admin,
        )  # fmt: skip
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            posting.save()
        wide = Posting.build(
            user=newcomer, role=Role.UPPER_FEDERATION, division=city,
            since=today + timedelta(days=1), until=None, by=admin,
        )  # fmt: skip
        wide.span = (CITY, PROVINCE + 10**10)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            wide.save()
    newcomer = User.objects.get(pk=newcomer.pk)
    assert newcomer.upper_spans == ((CITY, CITY + 10**8),)
    # No account of a county is the city's to keep.
    assert set(users_for(admin)) >= {newcomer, world.users["city"]}
    assert world.county not in users_for(admin)
    assert not postings_for(admin).filter(division=ONE).exists()
    assert world.users["city"] not in users_for(world.security_admin)
