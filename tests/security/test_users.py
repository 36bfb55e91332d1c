"""The system administrator's pages: accounts made, closed, opened, passwords given once."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.identity import check_digit
from accounts.models import Posting, Trail, User
from accounts.passwords import first_password
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import ADMIN_ROLES
from accounts.transitions.beginning import begin_county
from accounts.transitions.user import create_user, disable_user, enable_user, reset_password
from accounts.vault import id_hash
from tests.cast import PASSWORD, World

SignIn = Callable[[str], Client]
NEW = {"username": "wangfang", "name": "王芳", "phone": "13800000000"}


def shown_password(text: str) -> str:
    """The first password on a page."""
    found = re.search(r"<dt>首次密码</dt><dd><b>([a-z0-9-]{19})</b>", text)
    assert found is not None
    return found[1]


def test_an_account_begins_with_a_password_shown_once(sign_in: SignIn) -> None:
    admin = sign_in("system_admin")
    page = admin.post("/accounts/users/new", NEW)
    assert page.status_code == 200
    password = shown_password(page.text)
    user = User.objects.get(username="wangfang")
    assert user.must_change_password
    assert user.check_password(password)
    assert password not in admin.get("/accounts/users/").text
    assert password not in str(list(Trail.objects.values()))
    assert Trail.objects.filter(act="user.create", key=str(user.pk)).count() == 1
    again = admin.post("/accounts/users/new", NEW)
    assert again.status_code == 422
    assert "已有人用" in again.text
    assert "王芳" in again.text


def test_the_first_password_must_be_changed(sign_in: SignIn, world: World) -> None:
    user, password = create_user(**NEW, by=world.system_admin)
    client = Client()
    done = client.post("/accounts/login", {"username": "wangfang", "password": password})
    assert done.status_code == 302
    assert client.get("/help/").headers["Location"] == "/accounts/password"
    assert client.get("/api/v1/campaigns").headers["Location"] == "/accounts/password"
    for weak in ["short1", "wangfang2026!", "password1234", "Fulian-2026-2026", "138000000001"]:
        typed = {"old_password": password, "new_password1": weak, "new_password2": weak}
        assert client.post("/accounts/password", typed).status_code == 422, weak
    good = "秋天 河边 三只羊 回家 吃草"
    typed = {"old_password": password, "new_password1": good, "new_password2": good}
    assert client.post("/accounts/password", typed).status_code == 302
    assert client.get("/help/").status_code == 200
    user.refresh_from_db()
    assert not user.must_change_password


@pytest.mark.parametrize(
    "who", ["county", "security_admin", "audit_admin", "village", "nobody", "auditor"]
)
def test_nobody_else_keeps_accounts(world: World, sign_in: SignIn, who: str) -> None:
    with pytest.raises(Forbidden):
        create_user(**NEW, by=world.users[who])
    assert sign_in(who).get("/accounts/users/").status_code == 403
    assert not User.objects.filter(username="wangfang").exists()


def test_closing_an_account_ends_its_sessions(world: World, sign_in: SignIn) -> None:
    village, admin = sign_in("village"), sign_in("system_admin")
    assert village.get("/help/").status_code == 200
    page = admin.post(f"/accounts/users/{world.village.pk}/disable", {"reason": "调离"})
    assert page.status_code == 302
    assert village.get("/help/").status_code == 302
    again = admin.post(f"/accounts/users/{world.village.pk}/disable", {"reason": "调离"})
    assert again.status_code == 409
    with pytest.raises(NotTheMoment):
        disable_user(pk=world.village.pk, by=world.system_admin, reason="x")
    enable_user(pk=world.village.pk, by=world.system_admin, reason="回岗")
    assert User.objects.get(pk=world.village.pk).is_active


def test_a_reset_password_ends_sessions_and_must_be_changed(world: World, sign_in: SignIn) -> None:
    village, admin = sign_in("village"), sign_in("system_admin")
    page = admin.post(f"/accounts/users/{world.village.pk}/reset", {"reason": "忘记"})
    fresh = shown_password(page.text)
    assert village.get("/help/").status_code == 302
    user = User.objects.get(pk=world.village.pk)
    assert user.must_change_password
    assert user.check_password(fresh)
    assert not user.check_password(PASSWORD)


def test_nobody_keeps_his_own_account(world: World, sign_in: SignIn) -> None:
    admin = world.system_admin
    for verb in (disable_user, enable_user, reset_password):
        with pytest.raises((Forbidden, NotTheMoment)):
            verb(pk=admin.pk, by=admin, reason="x")
    page = sign_in("system_admin").post(f"/accounts/users/{admin.pk}/reset", {"reason": "x"})
    assert page.status_code == 403


def test_another_county_and_the_system_are_absent(world: World, sign_in: SignIn) -> None:
    admin = sign_in("system_admin")
    assert "county_other" not in admin.get("/accounts/users/").text
    for pk in (world.county_other.pk, world.system.pk, 10**9):
        page = admin.post(f"/accounts/users/{pk}/disable", {"reason": "x"})
        assert page.status_code == 404, pk
    assert User.objects.get(pk=world.county_other.pk).is_active


def test_bad_input_is_named(sign_in: SignIn) -> None:
    admin = sign_in("system_admin")
    for bad in ({"username": "王芳"}, {"username": "a"}, {"name": ""}, {"phone": "你好"}):
        page = admin.post("/accounts/users/new", NEW | bad)
        assert page.status_code == 422, bad
    assert admin.get("/accounts/users/?q=%00&state=zz&page=abc").status_code == 200


def test_first_passwords_are_random_and_hold() -> None:
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", p) for p in made)


def test_a_name_in_use_is_refused_in_words(world: World) -> None:
    with pytest.raises(Invalid, match="已有人用"):
        create_user(username="village", name="某", by=world.system_admin)


def test_the_list_costs_the_same_for_more_rows(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    admin = sign_in("system_admin")
    admin.get("/accounts/users/")
    for number in range(30):
        create_user(username=f"more{number}", name="多", by=world.system_admin)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        assert admin.get("/accounts/users/").status_code == 200


def test_ending_other_sessions_keeps_this_one(world: World, sign_in: SignIn) -> None:
    here, there = sign_in("town"), sign_in("town")
    assert here.get("/accounts/me").status_code == 200
    assert here.post("/accounts/me").status_code == 302
    assert here.get("/help/").status_code == 200
    assert there.get("/help/").status_code == 302


def test_a_county_begins_with_three_administrators(world: World) -> None:
    """In real use nobody is there at first; the command makes the three, once."""
    said = StringIO()
    call_command("first_administrators", 990102000000, stdout=said)
    assert {p.role for p in Posting.objects.filter(division_id=990102000000)} >= ADMIN_ROLES
    for line in said.getvalue().splitlines()[:3]:
        _, username, password = line.split("\t")
        client = Client()
        done = client.post("/accounts/login", {"username": username, "password": password})
        assert done.status_code == 302
        assert client.get("/").headers["Location"] == "/accounts/password"
    for code in (990102000000, 990101100000, 123456789012):
        with pytest.raises(CommandError):
            call_command("first_administrators", code)
    with pytest.raises(Forbidden):
        begin_county(county=world.divisions[990102000000], by=world.system_admin)


def test_of_a_workers_own_id_only_the_hash_is_kept(world: World, sign_in: SignIn) -> None:
    """C7: the system administrator types it once; wrong digits are told, others may not."""
    number, at = "99010119800101001" + check_digit("99010119800101001"), world.village.pk
    page = f"/accounts/users/{at}/own-id"
    admin = sign_in("system_admin")
    wrong = admin.post(page, {"id_number": number[:-1] + "Z", "reason": "入职核对"})
    assert wrong.status_code == 422
    assert admin.post(page, {"id_number": number, "reason": "入职核对"}).status_code == 302
    kept = User.objects.get(pk=at)
    assert bytes(kept.id_hash or b"") == id_hash(number)
    told = Trail.objects.filter(noun="accounts.user").latest("pk")
    assert number not in f"{told.after}{told.reason}"
    assert "已登记" in admin.get("/accounts/users/?q=村调解一").content.decode()
    assert sign_in("county").get(page).status_code == 403
    own = f"/accounts/users/{world.system_admin.pk}/own-id"
    assert admin.post(own, {"id_number": number, "reason": "自己登记"}).status_code == 403
