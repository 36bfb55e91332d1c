"""The security administrator's pages: postings granted and ended, three administrators apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Posting, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import ADMIN_ROLES, CASE_ROLES, Role
from accounts.transitions.posting import end_posting, grant_posting
from tests.cast import World

SignIn = Callable[[str], Client]


def give(
    world: World, who: str, role: Role, code: int, by: str = "security_admin", **days: date
) -> Posting:
    """Grant through the verb."""
    today = timezone.localdate()
    return grant_posting(
        user=world.users[who],
        role=role,
        division=world.divisions[code],
        since=days.get("since", today),
        until=days.get("until"),
        by=world.users[by],
    )


def test_a_posting_holds_from_the_next_request(world: World, sign_in: SignIn) -> None:
    nobody, admin = sign_in("nobody"), sign_in("security_admin")
    world.nobody.place = 990101000000
    world.nobody.save(update_fields=["place"])
    assert nobody.get("/campaigns/").status_code == 403
    assert "无任职" in admin.get("/accounts/postings/").text
    typed = {"role": "village_mediator", "division": "甲二村", "since": "2026-01-01"}
    page = admin.post(f"/accounts/postings/new/{world.nobody.pk}", typed)
    assert page.status_code == 302, page.text
    assert nobody.get("/campaigns/").status_code == 200
    posting = Posting.objects.get(user=world.nobody)
    assert Trail.objects.filter(act="posting.grant", key=str(posting.pk)).count() == 1
    done = admin.post(f"/accounts/postings/{posting.pk}/end", {"reason": "调离"})
    assert done.status_code == 302
    assert nobody.get("/campaigns/").status_code == 403
    with pytest.raises(NotTheMoment):
        end_posting(pk=posting.pk, by=world.security_admin, reason="x")


@pytest.mark.parametrize(
    "who", ["county", "system_admin", "audit_admin", "governance", "village", "nobody"]
)
def test_nobody_else_grants(world: World, sign_in: SignIn, who: str) -> None:
    with pytest.raises((Forbidden, Http404)):
        give(world, "town", Role.TOWNSHIP_FEDERATION, 990101101000, by=who)
    assert sign_in(who).get("/accounts/postings/").status_code == 403
    assert sign_in(who).post(f"/accounts/postings/new/{world.town.pk}").status_code == 403


def test_nobody_grants_to_or_ends_herself(world: World) -> None:
    with pytest.raises(Forbidden):
        give(world, "security_admin", Role.AUDITOR, 990101000000)
    own = Posting.objects.get(user=world.security_admin)
    with pytest.raises(Forbidden):
        end_posting(pk=own.pk, by=world.security_admin, reason="x")
    with pytest.raises(IntegrityError, match="posting_not_by_oneself"), transaction.atomic():
        Posting.build(
            user=world.town,
            role=Role.AUDITOR,
            division=world.county_division,
            since=date(2026, 1, 1),
            until=None,
            by=world.town,
        ).save()


@pytest.mark.parametrize("first", sorted(ADMIN_ROLES))
@pytest.mark.parametrize("second", sorted(ADMIN_ROLES | CASE_ROLES))
def test_three_administrators_are_kept_apart(world: World, first: Role, second: Role) -> None:
    places = {Role.TOWNSHIP_FEDERATION: 990101100000, Role.VILLAGE_MEDIATOR: 990101100201}
    code = places.get(second, 990101000000)
    world.nobody.place = 990101000000
    world.nobody.save(update_fields=["place"])
    give(world, "nobody", first, 990101000000)
    with pytest.raises(Invalid):
        give(world, "nobody", second, code)
    if first == second:
        return
    # The database says so too, whoever writes.
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.build(
            user=world.nobody,
            role=second,
            division=world.divisions[code],
            since=date(2026, 1, 1),
            until=None,
            by=world.system,
        ).save()


def test_one_after_the_other_is_no_conflict(world: World) -> None:
    today = timezone.localdate()
    world.nobody.place = 990101000000
    world.nobody.save(update_fields=["place"])
    give(world, "nobody", Role.SYSTEM_ADMIN, 990101000000, until=today)
    give(world, "nobody", Role.AUDIT_ADMIN, 990101000000, since=today + timedelta(days=1))


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.VILLAGE_MEDIATOR, 990101100000),
        (Role.TOWNSHIP_FEDERATION, 990101000000),
        (Role.COUNTY_FEDERATION, 990101100201),
        (Role.AUDITOR, 990101100000),
    ],
)
def test_a_role_has_its_level(world: World, role: Role, code: int) -> None:
    with pytest.raises(Invalid, match="任职在"):
        give(world, "town", role, code)


def test_another_county_is_absent(world: World, sign_in: SignIn) -> None:
    with pytest.raises(Http404):
        give(world, "town", Role.COUNTY_FEDERATION, 990102000000)
    with pytest.raises(Http404):
        give(world, "county_other", Role.COUNTY_FEDERATION, 990101000000)
    foreign = Posting.objects.get(user=world.county_other)
    admin = sign_in("security_admin")
    assert admin.post(f"/accounts/postings/{foreign.pk}/end", {"reason": "x"}).status_code == 404
    assert "county_other" not in admin.get("/accounts/postings/").text
    typed = {"role": "county_federation", "division": "乙县", "since": "2026-01-01"}
    page = admin.post(f"/accounts/postings/new/{world.town.pk}", typed)
    assert page.status_code == 422
    assert "您管的范围里没有" in page.text


def test_twice_at_the_same_place_is_refused_in_words(world: World) -> None:
    with pytest.raises(Invalid, match="同期已有任职"):
        give(world, "town", Role.TOWNSHIP_FEDERATION, 990101100000)


def test_days_in_order(world: World) -> None:
    with pytest.raises(Invalid, match="止日"):
        give(
            world,
            "town",
            Role.TOWNSHIP_FEDERATION,
            990101101000,
            since=date(2026, 5, 2),
            until=date(2026, 5, 1),
        )


def test_ending_before_it_began_leaves_it_without_a_day(world: World) -> None:
    later = timezone.localdate() + timedelta(days=10)
    posting = give(world, "town", Role.TOWNSHIP_FEDERATION, 990101101000, since=later)
    ended = end_posting(pk=posting.pk, by=world.security_admin, reason="不去了")
    ended.refresh_from_db()
    assert ended.is_over
    assert ended.days.isempty


def test_filters_of_the_list(sign_in: SignIn) -> None:
    admin = sign_in("security_admin")
    for query in ("q=town", "role=auditor", "state=now", "state=over", "role=x", "q=%00"):
        assert admin.get(f"/accounts/postings/?{query}").status_code == 200, query
    assert "镇妇联一" in admin.get("/accounts/postings/?q=town").text
    assert "镇妇联一" not in admin.get("/accounts/postings/?state=over").text
