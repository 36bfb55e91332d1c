"""Activities, trainings, bulletins, papers: each verb allowed, refused, twice."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts import scope, trail
from accounts.models import Trail, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from campaigns import bulletin_paper
from campaigns.models import (
    Achievement,
    Activity,
    Adoption,
    Bulletin,
    Division,
    KeptFile,
    Occasion,
    Trainee,
    Training,
)
from campaigns.models.activity import DAYS_MOST
from campaigns.queries import publicity as queries
from campaigns.transitions.achievement import (
    adopt,
    record_achievement,
    take_back_achievement,
    take_back_adoption,
)
from campaigns.transitions.activity import (
    add_photo,
    drop_photo,
    occasion_near,
    record_activity,
    set_window,
    take_back_activity,
    window_at,
)
from campaigns.transitions.bulletin import (
    draft_bulletin,
    issue_bulletin,
    rewrite_bulletin,
    withdraw_bulletin,
)
from campaigns.transitions.training import hold_training, mark_attendance, take_back_training
from tests.cast import World
from tests.pictures import jpeg

STREET: dict[str, Any] = {
    "kind": "street", "theme": "反家庭暴力法宣传", "venue": "村广场", "people": 60, "materials": 40,
}  # fmt: skip
TEXT: dict[str, Any] = {
    "title": "集中宣传周启动", "editor": "编辑甲",
    "body": "三月四日，全镇集中宣传周启动。\n各村设点十四处，发放资料一千二百份。",
}  # fmt: skip


def last_date() -> tuple[Occasion, date]:
    """The fixed date that passed last, and its day."""
    today = timezone.localdate()
    days = [(o.on(y), o) for y in (today.year - 1, today.year) for o in Occasion]
    day, occasion = max(pair for pair in days if pair[0] <= today)
    return occasion, day


def held(world: World, **facts: Any) -> Activity:
    """An activity of 村一 yesterday."""
    given = STREET | {"day": timezone.localdate() - timedelta(days=1)} | facts
    return record_activity(world.village_one, by=world.village, **given)


def test_entered_twice_it_is_one_activity(world: World) -> None:
    key = uuid.uuid4()
    row = held(world, client_uuid=key)
    assert held(world, client_uuid=key, people=99).pk == row.pk
    with pytest.raises(Invalid) as told:
        held(world, client_uuid=uuid.uuid4())
    assert set(told.value.errors) == {"theme"}
    assert Activity.objects.get().people == 60
    assert trail.of(row).count() == 1
    assert "宣传" not in str(trail.of(row).get().after)


def test_nobody_records_for_another_unit(world: World) -> None:
    day = timezone.localdate()
    for who in (world.county, world.town, world.governance, world.auditor):
        with pytest.raises(Forbidden):
            record_activity(world.village_one, by=who, day=day, **STREET)
    with pytest.raises(Http404):
        record_activity(world.village_one, by=world.village_next, day=day, **STREET)
    row = held(world)
    for who in (world.county, world.town):
        with pytest.raises(Forbidden):
            take_back_activity(row, reason="日期写错了", by=who)
    with pytest.raises(Http404):
        add_photo(row, data=jpeg(), by=world.village_next)
    assert not KeptFile.objects.exists()


def test_wrong_fields_are_told_each(world: World) -> None:
    with pytest.raises(Invalid) as told:
        record_activity(
            world.village_one, by=world.village, kind="x", theme=" ", venue="", people=0,
            materials=-1, day=timezone.localdate() + timedelta(days=1), occasion="0101",
        )  # fmt: skip
    wanted = {"kind", "theme", "venue", "people", "materials", "day", "occasion"}
    assert set(told.value.errors) == wanted
    assert not Activity.objects.exists()


def test_a_day_belongs_to_one_fixed_date_at_most() -> None:
    window = (DAYS_MOST, DAYS_MOST)
    for day in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)):
        near = [o for o in Occasion if abs((day - o.on(2028)).days) <= DAYS_MOST]
        assert len(near) <= 1
        assert occasion_near(day, window) == (near[0].value if near else "")


def test_a_fixed_date_counts_in_its_window_and_once(world: World) -> None:
    occasion, day = last_date()
    row = held(world, day=day, occasion=occasion.value)
    before, after = window_at(world.village_one.code)
    assert (before, after) == (7, 7)
    with pytest.raises(Invalid) as told:
        held(world, day=day - timedelta(days=before + 1), occasion=occasion.value)
    assert set(told.value.errors) == {"occasion"}
    other = next(o for o in Occasion if o != occasion)
    with pytest.raises(Invalid):
        held(world, day=day, theme="另一个", occasion=other.value)

    def dated() -> dict[str, tuple[int, int]]:
        found = queries.fixed_dates(world.village, world.village_one, day.year)
        return {d.occasion.value: (d.held, d.with_photo) for d in found}

    assert dated() == {o.value: (int(o == occasion), 0) for o in Occasion}
    add_photo(row, data=jpeg(), by=world.village)
    add_photo(row, data=jpeg(), by=world.village)
    assert dated()[occasion.value] == (1, 1)
    take_back_activity(row, reason="日期写错了", by=world.village)
    assert dated()[occasion.value] == (0, 0)


def test_a_photo_is_added_and_dropped(world: World) -> None:
    row = held(world)
    file = add_photo(row, data=jpeg(), by=world.village)
    assert queries.activities(world.village).get().shots == 1
    drop_photo(row, file=file.uid, by=world.village)
    assert queries.activities(world.village).get().shots == 0
    with pytest.raises(Http404):
        drop_photo(row, file=file.uid, by=world.village)
    with pytest.raises(Invalid):
        add_photo(row, data=b"MZ", by=world.village)


def test_a_photo_that_cannot_be_read_leaves_nothing(world: World, client: Client) -> None:
    client.force_login(world.village)
    typed = {k: str(v) for k, v in STREET.items()} | {
        "client_uuid": str(uuid.uuid4()), "day": timezone.localdate().isoformat(), "occasion": "",
    }  # fmt: skip
    for name, data, status, rows in (("a.jpg", b"MZ", 422, 0), ("b.jpg", jpeg(), 302, 1)):
        answer = client.post(
            reverse("campaigns:activity_new"), typed | {"photo": SimpleUploadedFile(name, data)}
        )
        assert answer.status_code == status
        assert (Activity.objects.count(), KeptFile.objects.count()) == (rows, rows)
    assert Trail.objects.filter(act="activity.record").count() == 2  # itself, and its photo


def test_taken_back_it_stays_and_counts_no_more(world: World) -> None:
    row = held(world)
    with pytest.raises(Invalid):
        take_back_activity(row, reason=" ", by=world.village)
    take_back_activity(row, reason="日期写错，另行登记", by=world.village)
    assert not queries.activities(world.county).exists()
    assert queries.all_activities(world.county).get() == row
    for verb in (
        lambda: take_back_activity(row, reason="日期写错了", by=world.village),
        lambda: add_photo(row, data=jpeg(), by=world.village),
    ):
        with pytest.raises(NotTheMoment):
            verb()
    assert held(world).pk != row.pk


def test_the_trail_and_the_deed_stand_or_fall_together(world: World) -> None:
    with patch("accounts.trail.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        held(world)
    assert not Activity.objects.exists()


def test_the_county_sets_the_days(world: World) -> None:
    set_window(world.county_division, before=3, after=0, by=world.county)
    assert window_at(world.village_one.code) == (3, 0)
    for who in (world.town, world.village, world.governance):
        with pytest.raises((Forbidden, Http404)):
            set_window(world.county_division, before=1, after=1, by=who)
    with pytest.raises(Http404):
        set_window(world.county_division, before=1, after=1, by=world.county_other)
    with pytest.raises(Invalid):
        set_window(world.county_division, before=DAYS_MOST + 1, after=0, by=world.county)


def trained(world: World, **facts: Any) -> Training:
    """A training of 镇一 for its villages' mediators and two listed people."""
    given: dict[str, Any] = {
        "day": timezone.localdate(), "topic": "排查分级", "teacher": "教师", "venue": "镇会议室",
        "roles": ["village_mediator"], "names": ["网格员甲", " 网格员甲", "网格员乙", ""],
    }  # fmt: skip
    return hold_training(world.township, by=world.town, **(given | facts))


def test_who_should_come_is_who_is_posted_and_listed(world: World) -> None:
    key = uuid.uuid4()
    row = trained(world, client_uuid=key)
    assert trained(world, client_uuid=key) == row
    people = set(queries.trainees(world.town, row).values_list("name", flat=True))
    assert {"网格员甲", "网格员乙", world.village.name} <= people
    assert world.county.name not in people
    with pytest.raises(Invalid):
        trained(world, roles=[], names=[])
    with pytest.raises(Invalid):
        trained(world, roles=["auditor"])
    with pytest.raises(Forbidden):
        hold_training(
            world.township, by=world.county, day=timezone.localdate(), topic="一", teacher="二",
            venue="三", names=["四"],
        )  # fmt: skip


def test_a_person_trained_twice_counts_once(world: World) -> None:
    first, second = trained(world), trained(world, topic="普法")
    year = timezone.localdate().year
    should = queries.trainees(world.town, first).count()
    assert queries.coverage(world.town, year) == (0, should)
    for row in (first, second):
        keys = [t.pk for t in queries.trainees(world.town, row) if t.name == "网格员甲"]
        mark_attendance(row, came=keys, by=world.town)
    assert queries.coverage(world.town, year) == (1, should)
    mark_attendance(first, came=[], by=world.town)
    assert queries.coverage(world.town, year) == (1, should)
    take_back_training(second, reason="登记重复", by=world.town)
    assert queries.coverage(world.town, year) == (0, should)
    with pytest.raises(NotTheMoment):
        mark_attendance(second, came=[], by=world.town)
    foreign = Trainee.objects.filter(training=second).values_list("pk", flat=True)
    with pytest.raises(Invalid):
        mark_attendance(first, came=list(foreign), by=world.town)


def test_a_village_sees_only_its_own_of_a_training(world: World) -> None:
    row = trained(world)
    seen = {t.place_id for t in queries.trainees(world.village, row)}
    assert seen == {world.village_one.code}
    with pytest.raises(Forbidden):
        mark_attendance(row, came=[], by=world.village)


def drafted(world: World, unit: Division | None = None, **words: Any) -> Bulletin:
    """A draft of 镇一."""
    return draft_bulletin(unit or world.township, by=world.town, **(TEXT | words))


def test_numbers_have_no_gaps_and_stay(world: World) -> None:
    rows = [drafted(world, title=f"第{n}篇") for n in range(3)]
    issue_bulletin(rows[2], by=world.town, version=1)
    issue_bulletin(rows[0], by=world.town, version=1)
    for row in rows:
        row.refresh_from_db()
    assert (rows[2].number, rows[0].number, rows[1].number) == (1, 2, None)
    assert rows[0].issue_words == "第2期（总第2期）"
    withdraw_bulletin(rows[0], reason="数字有误", by=world.town, version=rows[0].version)
    rows[0].refresh_from_db()
    for page in PdfReader(BytesIO(bulletin_paper.paper(rows[0]))).pages:
        assert "撤回，内容不再有效：数字有误" in "".join(page.extract_text().split())
    issue_bulletin(rows[1], by=world.town, version=1)
    rows[1].refresh_from_db()
    assert rows[1].number == 3
    # Each unit counts for itself; a new year begins with one and the whole count goes on.
    mine = draft_bulletin(world.county_division, by=world.county, **TEXT)
    assert issue_bulletin(mine, by=world.county, version=1).number == 1
    other = world.divisions[990101101000]
    nye = date(timezone.localdate().year - 1, 12, 31)
    town: dict[str, Any] = {"by": world.town_next, "version": 1}
    old, new = (draft_bulletin(other, by=world.town_next, **TEXT) for _ in "ab")
    assert issue_bulletin(old, issued_on=nye, **town).number == 1
    last = issue_bulletin(new, **town)
    assert (last.number, last.total) == (1, 2)
    late = draft_bulletin(other, by=world.town_next, **TEXT)
    for day in (nye, timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Invalid):
            issue_bulletin(late, issued_on=day, **town)


def test_what_was_issued_is_frozen(world: World) -> None:
    row = drafted(world)
    rewrite_bulletin(row, by=world.town, version=1, **(TEXT | {"title": "改过"}))
    with pytest.raises(Stale):
        rewrite_bulletin(row, by=world.town, version=1, **TEXT)
    with pytest.raises(NotTheMoment):
        withdraw_bulletin(row, reason="数字有误", by=world.town, version=2)
    issue_bulletin(row, by=world.town, version=2)
    with pytest.raises(NotTheMoment):
        issue_bulletin(row, by=world.town, version=3)
    with pytest.raises(NotTheMoment):
        rewrite_bulletin(row, by=world.town, version=3, **TEXT)
    row.refresh_from_db()
    assert (row.title, row.number) == ("改过", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.create(
            unit=world.township, title="一", body="二", editor="三", status="issued",
            number=1, total=9, year=row.year, issued_on=row.issued_on,
            written_by=world.town, written_at=timezone.now(),
        )  # fmt: skip


def test_the_database_keeps_what_was_issued(world: World) -> None:
    row = issue_bulletin(drafted(world), by=world.town, version=1)
    mine = Bulletin.objects.filter(pk=row.pk)
    for change in (
        lambda: mine.update(body="改了"),
        lambda: mine.update(number=7),
        lambda: mine.update(status="draft", number=None, total=None, year=None, issued_on=None),
        lambda: mine.delete(),
        lambda: mine.update(status="withdrawn", withdrawn_on=row.issued_on, title="改了"),
    ):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
    withdraw_bulletin(row, reason="数字有误", by=world.town, version=row.version)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        mine.update(body="改了")
    other = drafted(world)
    Bulletin.objects.filter(pk=other.pk).update(body="草稿可以改，改成什么都可以。")
    other.delete()


def test_a_draft_is_not_read_from_below_whatever_the_query(world: World) -> None:
    row = drafted(world)

    def seen(reader: User) -> bool:
        """By the database alone: no query of ours says which rows."""
        with scope.opened(reader), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM campaigns_bulletin")
            found = cursor.fetchone()
        return bool(found and found[0])

    assert seen(world.town)
    assert not seen(world.village)
    assert not Bulletin.objects.visible_to(world.village).exists()
    issue_bulletin(row, by=world.town, version=1)
    assert seen(world.village)
    assert not seen(world.county_other)


def test_a_draft_is_its_units_own(world: World) -> None:
    key = uuid.uuid4()
    row = drafted(world, client_uuid=key)
    assert drafted(world, client_uuid=key) == row
    for reader in (world.village, world.county):
        assert not queries.bulletins(reader).exists()
    for who in (world.county, world.village):
        with pytest.raises((Forbidden, Http404)):
            issue_bulletin(row, by=who, version=1)
    with pytest.raises(Http404):
        issue_bulletin(row, by=world.town_next, version=1)
    issue_bulletin(row, by=world.town, version=1)
    for reader in (world.village, world.county):
        assert queries.bulletins(reader).get() == row
    assert not queries.bulletins(world.town_next).exists()
    with pytest.raises(Invalid) as told:
        drafted(world, title=" ", body="短", editor="", copies=-1)
    assert set(told.value.errors) == {"title", "body", "editor", "copies"}


def test_adopted_by_many_it_counts_once(world: World) -> None:
    row = drafted(world)
    by: dict[str, Any] = {"day": timezone.localdate(), "proof": jpeg(), "by": world.town}
    with pytest.raises(NotTheMoment):
        adopt(row, level=2, body="市妇联", **by)
    issue_bulletin(row, by=world.town, version=1)
    first = adopt(row, level=2, body="市妇联", **by)
    adopt(row, level=3, body="县委办", **by)
    found = queries.bulletins(world.county)
    assert found.get().adopted == 2
    assert found.filter(adopted__gt=0).count() == 1
    with pytest.raises(Invalid) as told:
        adopt(row, level=4, body=" ", day=timezone.localdate() - timedelta(days=1),
              proof=jpeg(), by=world.town)  # fmt: skip
    assert set(told.value.errors) == {"level", "body", "day"}
    with pytest.raises(Invalid):
        adopt(row, level=2, body="市妇联", **(by | {"proof": b"MZ"}))
    assert Adoption.objects.count() == 2
    take_back_adoption(first, reason="登记重复", by=world.town)
    assert queries.bulletins(world.county).get().adopted == 1
    with pytest.raises(NotTheMoment):
        take_back_adoption(first, reason="登记重复", by=world.town)
    with pytest.raises(Forbidden):
        adopt(row, level=0, body="全国妇联", **(by | {"by": world.county}))


def test_papers_and_contests(world: World) -> None:
    day, key = timezone.localdate(), uuid.uuid4()

    def paper(**facts: Any) -> Achievement:
        given: dict[str, Any] = {"kind": "paper", "title": "调研", "day": day, "authors": "甲"}
        given |= facts
        return record_achievement(world.township, by=world.town, **given)

    row = paper(client_uuid=key)
    assert paper(client_uuid=key, title="又") == row
    contest = paper(kind="contest", title="征文", entries=40, places="一等奖 村一")
    assert (contest.authors, contest.entries) == ("", 40)
    for facts in ({"authors": " "}, {"kind": "contest"}, {"title": ""}, {"kind": "x"}):
        with pytest.raises(Invalid):
            paper(**facts)
    with pytest.raises(NotTheMoment):
        adopt(contest, level=2, body="市妇联", day=day, proof=jpeg(), by=world.town)
    adopt(row, level=2, body="市妇联", day=day, proof=jpeg(), by=world.town)
    assert queries.achievements(world.town).get(pk=row.pk).adopted == 1
    with pytest.raises(Forbidden):
        take_back_achievement(row, reason="登记重复", by=world.county)
    take_back_achievement(row, reason="登记重复", by=world.town)
    with pytest.raises(NotTheMoment):
        take_back_achievement(row, reason="登记重复", by=world.town)
    assert list(queries.achievements(world.town)) == [contest]


def test_the_pages_from_the_form_to_the_paper(world: World, client: Client) -> None:
    client.force_login(world.village)
    form = {"client_uuid": str(uuid.uuid4()), "day": timezone.localdate(), "occasion": ""}
    answer = client.post(reverse("campaigns:activity_new"), STREET | form | {"people": ""})
    assert answer.status_code == 422
    assert STREET["theme"] in answer.content.decode()
    answer = client.post(reverse("campaigns:activity_new"), STREET | form)
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "加照片" in page.content.decode()
    answer = client.post(page.request["PATH_INFO"], {"deed": "back", "reason": ""})
    assert answer.status_code == 422
    answer = client.post(page.request["PATH_INFO"], {"deed": "back", "reason": "日期写错了"})
    assert answer.status_code == 302
    client.force_login(world.town)
    answer = client.post(
        reverse("campaigns:bulletin_new"), TEXT | {"client_uuid": uuid.uuid4(), "copies": 0}
    )
    address = answer["Location"]
    assert client.post(address, {"deed": "issue", "version": 1}).status_code == 302
    assert client.post(address, {"deed": "issue", "version": 1}).status_code == 409
    pdf = client.get(f"{address}/pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf) if pdf.streaming else pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("page", ["activity", "training", "bulletin", "achievement"])
def test_lists_ask_the_same_however_long(
    world: World, client: Client, django_assert_max_num_queries: Any, page: str
) -> None:
    for n in range(4):
        held(world, theme=f"主题{n}")
        trained(world, topic=f"内容{n}")
        issue_bulletin(drafted(world), by=world.town, version=1)
        record_achievement(
            world.township, by=world.town, kind="paper", title=f"题{n}",
            day=timezone.localdate(), authors="甲",
        )  # fmt: skip
    client.force_login(world.town)
    with django_assert_max_num_queries(26):
        assert client.get(reverse(f"campaigns:{page}_list")).status_code == 200
    assert Trail.objects.exists()
