"""Exports: reason, password, quota, log, link of ten minutes that dies with the right (E7, A8)."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from accounts import scope
from accounts.alerts import heavy_use
from accounts.exports.sheet import Cell, Column, Paper, Table
from accounts.models import Export, ExportFile, Posting, Reading, SignInAttempt, Trail, User
from accounts.proof import GIVEN
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.transitions.export import Wanted, clear_dead_files, make_export, take_export
from tests.cast import PASSWORD, World
from tests.exports.books import opened, words
from tests.households.families import family, home
from tests.households.reporting import at

SignIn = Callable[[str], Client]
ASKED = {"purpose": "archive", "reason": "存入排查档案"}


def wanted(world: World, keys: list[int] | None = None, **more: Any) -> Wanted:
    table = Table("表", "村", "期", [Column("户")], [[Cell("王*")]])
    values: dict[str, Any] = {
        "kind": "test",
        "place": world.village_one.code,
        "unit": "甲一村",
        "paper": Paper("测试清单", tables=[table]),
        "noun": "households.household" if keys else "",
        "keys": keys or [],
        "rows": 1,
    }
    return Wanted(**(values | more))


def proven(client: Client) -> Client:
    """A client whose person has just given the password."""
    session = client.session
    session[GIVEN] = time.time()
    session.save()
    return client


def test_an_export_is_logged_with_reason_ids_and_digest(world: World) -> None:
    row = home(world)
    export = make_export(wanted(world, [row.pk], filter_words="全部"), by=world.village, **ASKED)
    taken, content = take_export(uid=export.uid, by=world.village, page="accounts:export_file")
    assert taken == export
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert (export.keys, export.rows, export.masked, export.size) == (
        [row.pk],
        1,
        True,
        len(content),
    )
    assert export.expires_at - export.at == timedelta(minutes=10)
    assert export.number in words(content)
    assert "村调解一" in words(content)
    told = Trail.objects.get(act="export.make")
    assert (told.key, told.after) == (str(export.pk), {"kind": "test", "rows": 1, "masked": True})
    read = Reading.objects.get(page="accounts:export_file")
    assert (read.noun, read.keys, read.by) == ("households.household", [row.pk], world.village)


@pytest.mark.parametrize("who", ["governance", "auditor", "system_admin", "nobody", "village_next"])
def test_only_those_who_work_with_the_families_there(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        make_export(wanted(world), by=world.users[who], **ASKED)
    assert not Export.objects.exists()


def test_whole_names_are_a_right_of_their_own(world: World) -> None:
    county = wanted(world, place=world.county_division.code, masked=False)
    with pytest.raises(Forbidden):
        make_export(county, by=world.county, **ASKED)
    made = make_export(wanted(world, masked=False), by=world.village, **ASKED)
    assert not made.masked
    assert Trail.objects.filter(act="export.unmasked").count() == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"purpose": "archive", "reason": "  "}, "reason"),
        ({"purpose": "", "reason": "存入排查档案"}, "purpose"),
        ({"purpose": "archive", "reason": "x" * 201}, "reason"),
    ],
)
def test_no_rows_of_families_without_a_reason(
    world: World, asked: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        make_export(wanted(world), by=world.village, **asked)
    assert field in refused.value.errors
    make_export(wanted(world, personal=False), by=world.village)  # figures need none


@override_settings(EXPORTS_PER_DAY=2, EXPORT_ROWS_PER_DAY=100, EXPORT_ROWS_MOST=60)
def test_the_quota_of_a_day(world: World) -> None:
    with pytest.raises(NotTheMoment, match="一份最多"):
        make_export(wanted(world, rows=61), by=world.village, **ASKED)
    make_export(wanted(world, rows=60), by=world.village, **ASKED)
    with pytest.raises(NotTheMoment, match="限额"):
        make_export(wanted(world, rows=41), by=world.village, **ASKED)
    make_export(wanted(world, rows=40), by=world.village, **ASKED)
    with pytest.raises(NotTheMoment, match="限额"):
        make_export(wanted(world, rows=0), by=world.village, **ASKED)
    make_export(wanted(world, rows=1), by=world.village_mate, **ASKED)  # each person's own


def test_the_link_dies_after_ten_minutes_and_the_file_with_it(world: World) -> None:
    export = make_export(wanted(world), by=world.village, **ASKED)
    # A link that has lived its ten minutes; the log itself cannot be changed.
    late = timezone.now() + timedelta(minutes=10, seconds=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.models.export.timezone.now", lambda: late)
        with pytest.raises(NotTheMoment, match="十分钟"):
            take_export(uid=export.uid, by=world.village, page="p")
    assert clear_dead_files() == 0
    ExportFile.objects.update(expires_at=timezone.now())
    assert clear_dead_files() == 1
    assert Export.objects.filter(pk=export.pk).exists()


def test_nobody_else_takes_the_file_not_even_above(world: World) -> None:
    from django.http import Http404

    export = make_export(wanted(world), by=world.village, **ASKED)
    for who in ("village_mate", "town", "county", "audit_admin", "village_next"):
        with pytest.raises(Http404):
            take_export(uid=export.uid, by=world.users[who], page="p")


def test_the_link_dies_with_the_right(world: World) -> None:
    row = home(world)
    export = make_export(wanted(world, [row.pk]), by=world.village, **ASKED)
    posting = Posting.objects.get(user=world.village)
    posting.days = (posting.days.lower, timezone.localdate())
    posting.save()
    fresh = User.objects.get(pk=world.village.pk)
    with pytest.raises(NotTheMoment, match="有变化"):
        take_export(uid=export.uid, by=fresh, page="p")


def test_the_link_dies_when_one_row_leaves_the_reach(world: World) -> None:
    rows = [home(world), home(world)]
    export = make_export(wanted(world, [r.pk for r in rows]), by=world.village, **ASKED)
    rows[1].village = world.village_two
    rows[1].save()
    with pytest.raises(NotTheMoment, match="有变化"):
        take_export(uid=export.uid, by=world.village, page="p")


def test_the_stored_file_is_sealed_and_walled(world: World) -> None:
    export = make_export(wanted(world), by=world.village, **ASKED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM accounts_exportfile WHERE export_id = %s", [export.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"PK\x03\x04" not in stored[:64]
    assert not stored.startswith(b"PK")
    for who, seen in (("village", 1), ("village_mate", 0), ("county", 0), ("audit_admin", 0)):
        with scope.opened(world.users[who]):
            assert ExportFile.objects.count() == seen, who
            if not seen:
                assert ExportFile.objects.update(expires_at=timezone.now()) == 0
                assert ExportFile.objects.all().delete()[0] == 0


def test_a_page_in_front_asks_for_reason_and_password(world: World, sign_in: SignIn) -> None:
    home(world)
    client = sign_in("village")
    page = client.get("/households/export?q=jzq")
    assert page.status_code == 200
    assert "为什么导出" in page.text
    assert "您的登录密码" in page.text
    wrong = client.post("/households/export", ASKED | {"password": "wrong wrong wrong"})
    assert wrong.status_code == 422
    assert "密码不对" in wrong.text
    assert "存入排查档案" in wrong.text  # nothing typed is lost
    assert SignInAttempt.objects.filter(succeeded=False).count() == 1
    assert not Export.objects.exists()
    right = client.post("/households/export", ASKED | {"password": PASSWORD})
    assert right.status_code == 302
    assert "您的登录密码" not in client.get("/households/export").text  # not asked again
    again = client.post("/households/export", ASKED)
    assert again.status_code == 302
    assert Export.objects.count() == 2


def test_signing_in_counts_as_giving_the_password(world: World) -> None:
    client = Client()
    client.post("/accounts/login", {"username": "village", "password": PASSWORD})
    assert "您的登录密码" not in client.get("/households/export").text


def test_the_list_exports_what_it_shows(world: World, sign_in: SignIn) -> None:
    home(world, head_name="姜志强", number="7")
    home(world, head_name="王小梅", number="8")
    home(world, world.village_two, head_name="别村人", number="9")
    client = proven(sign_in("village"))
    shown = client.get("/households/?q=jzq").context["page"].paginator.count
    made = client.post("/households/export?q=jzq", ASKED)
    export = Export.objects.get()
    assert shown == export.rows == len(export.keys) == 1
    assert "姜" not in export.filter_words
    assert "jzq" not in export.filter_words
    receipt = client.get(made["Location"])
    assert export.sha256 in receipt.text
    file = client.get(f"{made['Location']}/file")
    assert file["Content-Type"].endswith("sheet")
    assert file["Cache-Control"] == "no-store"
    text = words(file.content)
    assert "姜*强" in text
    assert "姜志强" not in text
    assert "王" not in text
    assert "“jzq”" in text
    whole = client.post("/households/export", ASKED | {"unmasked": "on"})
    assert "姜志强" in words(client.get(f"{whole['Location']}/file").content)


def test_the_list_of_homes_never_tells_who_is_listed(world: World, sign_in: SignIn) -> None:
    family(world)
    client = proven(sign_in("village"))
    made = client.post("/households/export", ASKED)
    text = words(client.get(f"{made['Location']}/file").content)
    assert "在册" not in text
    assert client.get("/households/export?state=listed").status_code == 409
    assert client.post("/households/export?state=listed", ASKED).status_code == 409


def test_families_visits_and_reports_export_too(world: World, sign_in: SignIn) -> None:
    row = family(world, categories=["01"])
    client = proven(sign_in("village"))
    for path, body in (
        ("/families/export", ASKED),
        (f"/families/{row.uid}/visits/export", ASKED),
        ("/reports/export", {}),
    ):
        assert client.get(path).status_code == 200, path
        made = client.post(path, body)
        assert made.status_code == 302, path
        file = client.get(f"{made['Location']}/file")
        assert opened(file.content).active.max_row > 3
        assert "家庭暴力" not in words(file.content)
        assert "家暴" not in words(file.content) + str(file["Content-Disposition"])


def test_get_makes_nothing(world: World, sign_in: SignIn) -> None:
    client = proven(sign_in("village"))
    client.get("/households/export")
    assert not Export.objects.exists()


def test_an_export_of_more_rows_costs_no_more_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(12):
        home(world)
    client = proven(sign_in("village"))
    client.post("/households/export", ASKED)
    with django_assert_max_num_queries(24):
        client.post("/households/export", ASKED)


def test_the_audit_administrator_sees_what_left_and_who_took_much(
    world: World, sign_in: SignIn
) -> None:
    with at("2026-11-25 10:00:00"):
        make_export(wanted(world, filter_words="区划：甲一村"), by=world.village, **ASKED)
        page = sign_in("audit_admin").get("/accounts/logs/exports").text
        assert "测试清单" in page
        assert "存入排查档案" in page
        assert "请核实" not in page
        make_export(
            wanted(world, list(range(1, 202)), noun="households.household", rows=201),
            by=world.village,
            **ASKED,
        )
        with scope.opened(world.audit_admin):
            heavy = [a for a in heavy_use(world.audit_admin) if a.kind == "heavy"]
        assert [(a.username, a.records) for a in heavy] == [("village", 201)]
        assert "201 条不同的记录" in sign_in("audit_admin").get("/accounts/logs/exports").text
        assert "1 条要核实" in sign_in("audit_admin").get("/accounts/logs/").text
        assert sign_in("county").get("/accounts/logs/exports").status_code == 403


def test_two_hundred_records_across_a_full_hour_are_one_hour(world: World) -> None:
    """The window slides by half hours: 10:50 and 11:10 belong together."""
    base = timezone.localtime().replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    for minutes, keys in ((-10, range(1, 151)), (10, range(151, 301))):
        Reading.objects.create(
            at=base + timedelta(minutes=minutes),
            by=world.village,
            page="p",
            noun="households.household",
            keys=list(keys),
            place=world.village_one.code,
        )
    with scope.opened(world.audit_admin):
        assert [a.records for a in heavy_use(world.audit_admin) if a.kind == "heavy"] == [300]


def test_one_hundred_records_twice_are_one_hundred(world: World) -> None:
    for _ in range(5):
        Reading.objects.create(
            by=world.village,
            page="p",
            noun="households.household",
            keys=list(range(1, 101)),
            place=world.village_one.code,
        )
    with scope.opened(world.audit_admin):
        assert not [a for a in heavy_use(world.audit_admin) if a.kind == "heavy"]


def test_an_unknown_receipt_is_absent(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    assert client.get(f"/accounts/exports/{uuid.uuid4()}").status_code == 404
    assert client.get(f"/accounts/exports/{uuid.uuid4()}/file").status_code == 404
    assert client.get("/accounts/exports/").status_code == 200
