"""A county for the bench of the pledge cascade: villages, homes, officers, texts."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils import timezone

from accounts.models import Posting, User
from accounts.roles import Role
from campaigns.models import Campaign, Division, Level, PledgeTemplate, Rung
from campaigns.transitions import pledge_template as verbs
from reports.bench import roster
from reports.bench.roster import COUNTY

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "秀英桂兰建国志强明华玉梅海燕春生永福淑珍立新文斌晓东丽娟德民凤霞"
HOMES = """
INSERT INTO households_household (uid, number, grid, head_name, head_pinyin, head_initials, grams,
  people, is_resident, registered_on, version, village_id)
SELECT gen_random_uuid(), lpad(n::text, 4, '0'), '第' || 1 + n / 50 || '网格',
  substr(%(surnames)s, 1 + ((n * 7 + v.code) %% 30)::int, 1)
    || substr(%(given)s, 1 + ((n * 11 + v.code / 7) %% 32)::int, 1)
    || substr(%(given)s, 1 + ((n * 13 + v.code) %% 32)::int, 1),
  '', '', ARRAY[]::text[], 1 + n %% 6, true, '2025-01-01', 1, v.code
FROM (SELECT code, row_number() OVER (ORDER BY code) AS place FROM campaigns_division
  WHERE level = 5) v,
  generate_series(1, %(homes)s / %(villages)s
    + (v.place <= %(homes)s %% %(villages)s)::int) n"""


def build(villages: int, homes: int) -> tuple[User, dict[int, User], Campaign]:
    """The county's officer, one for each township, and the year; the texts are published."""
    boss = roster.places(villages)
    county = Division.objects.get(pk=COUNTY)
    system = User.objects.system()
    towns = {
        town.code: _officer(f"pledge_{town.code}", Role.TOWNSHIP_FEDERATION, town, system)
        for town in Division.objects.below(county, Level.TOWNSHIP)
    }
    year = timezone.localdate().year
    campaign = Campaign.objects.create(
        county=county,
        year=year,
        sign_by=date(year, 3, 31),
        midyear_on=date(year, 6, 20),
        data_closes_on=date(year, 12, 31),
        opened_at=timezone.now(),
        opened_by=boss,
    )
    for rung in (Rung.TOWNSHIP, Rung.VILLAGE, Rung.HOUSEHOLD):
        row: PledgeTemplate = verbs.draft(campaign=campaign, owner=county, rung=rung, by=boss)
        verbs.publish(row, by=boss)
    with connection.cursor() as cursor:
        given: dict[str, str | int] = {
            "surnames": SURNAMES,
            "given": GIVEN,
            "homes": homes,
            "villages": villages,
        }
        cursor.execute(HOMES, given)
    return boss, towns, campaign


def _officer(name: str, role: Role, place: Division, system: User) -> User:
    user = User.objects.create(username=name, name="测速员", must_change_password=False)
    Posting.build(
        user=user, role=role, division=place, since=date(2020, 1, 1), until=None, by=system
    ).save()
    return user
