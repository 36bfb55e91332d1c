"""One box finds a household by any part somebody remembers; walls and masks hold (K12, K13)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts import scope
from accounts.models import Reading, User
from households.models import Household
from households.queries.search import asked, find
from households.transitions.household import register_household
from tests.cast import World
from tests.households.people import FATHER, MOTHER, house, person

SignIn = Callable[[str], Client]


def ids(world: World, typed: str, who: str = "village") -> list[int]:
    found = find(world.users[who], typed)
    return [] if found is None else [row.pk for row in found.households]


@pytest.mark.parametrize(
    "typed",
    [
        "姜志强",
        "志强",
        "姜",
        "单桂兰",
        "桂兰",
        "單桂蘭",
        "姜　志强",
        "jiangzhiqiang",
        "jiangzhi",
        "zhiqiang",
        "guilan",
        "shangui",
        "jzq",
        "sgl",
        "SGL",
        "张寨东路",
        "東路",
        "张寨 桂兰",
        "H1",
        "１３８００１３８０００",
        "+86 138-0013-8000",
        FATHER,
        FATHER.lower(),
        f" {FATHER[:6]} {FATHER[6:14]} {FATHER[14:]} ",
        FATHER[-4:],
        FATHER[-5:],
        FATHER[-6:],
        MOTHER[-4:],
        "8000",
    ],
)
def test_found_by(world: World, typed: str) -> None:
    row = house(world, number="H1")
    with scope.opened(world.village):
        assert ids(world, typed) == [row.pk]


@pytest.mark.parametrize("typed", ["", " ", "·", "王", "强志", "zq", "西路", "0000", "13800138001"])
def test_not_found_by(world: World, typed: str) -> None:
    house(world, number="H1")
    with scope.opened(world.village):
        assert ids(world, typed) == []


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "𠮷野家", "欧阳䶮", "張桂蘭", "Ａnna 李"])
def test_names_are_kept_as_written_and_found(world: World, name: str) -> None:
    """K12 and K13: the original stays, what is searched is folded."""
    members = [person(name, "head", FATHER)]
    row = house(world, head_name=name, members=members, people=1)
    row.refresh_from_db()
    assert row.head_name == row.members.get().name == name
    folded = name.translate(str.maketrans("張蘭Ａ·", "张兰A "))
    with scope.opened(world.village):
        for typed in (name, folded, name[:2]):
            assert ids(world, typed) == [row.pk], typed


@pytest.mark.parametrize("who", ["village_next", "town_next", "county_other", "governance"])
@pytest.mark.parametrize("typed", ["姜志强", "jzq", "张寨", FATHER, FATHER[-4:], "8000"])
def test_nothing_beyond_the_reach(world: World, who: str, typed: str) -> None:
    house(world)
    with scope.opened(world.users[who]):
        assert ids(world, typed, who) == []


def test_the_function_alone_keeps_the_reach(world: World) -> None:
    """The index is read as the owner: the function itself must ask who is asking."""
    house(world)
    wanted = asked("姜志强")
    assert wanted is not None
    statement = "SELECT count(*) FROM anjia_find(%s::bigint[], '{}', 'jiang', 'jiangz', 50)"
    for who, seen in (("village", True), ("village_next", False), ("governance", False)):
        with scope.opened(world.users[who]), connection.cursor() as cursor:
            cursor.execute(statement, [sorted(wanted.keys)])
            assert (cursor.fetchone()[0] > 0) == seen, who
    scope.put("")
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(wanted.keys)])
        assert cursor.fetchone()[0] == 0
    scope.put(scope.mint(User.objects.system()))


def test_who_left_is_found_after_who_is_here(world: World) -> None:
    gone, here = house(world), house(world)
    Household.objects.filter(pk=gone.pk).update(left_on=here.registered_on)
    with scope.opened(world.village):
        assert ids(world, "姜志强") == [here.pk, gone.pk]


def test_page(world: World, sign_in: SignIn) -> None:
    house(world, number="H7")
    client = sign_in("village")
    assert client.get("/households/search").status_code == 200
    answer = client.post("/households/search", {"q": "桂兰"})
    text = answer.content.decode()
    assert "单*兰" in text or "单**" in text
    assert "单桂兰" not in text.replace('value="桂兰"', "")
    for hidden in (FATHER, MOTHER, "13800138000", "张寨东路十二号"):
        assert hidden not in text
    told = Reading.objects.latest("pk")
    assert (told.page, told.purpose) == ("households:search", "查找：姓名、住址")
    assert "桂兰" not in str(told.__dict__)


def test_a_search_for_nobody_is_logged_too(world: World, sign_in: SignIn) -> None:
    client = sign_in("village")
    answer = client.post("/households/search", {"q": FATHER})
    assert "没有找到" in answer.content.decode()
    told = Reading.objects.latest("pk")
    assert (told.keys, told.purpose) == ([], "查找：证件号")


def test_a_page_costs_the_same_for_three_and_thirty(
    world: World, sign_in: SignIn, django_assert_num_queries: object
) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    client = sign_in("village")
    client.post("/households/search", {"q": "姜"})
    for _ in range(2):
        for _ in range(8):
            house(world)
        with CaptureQueriesContext(connection) as queries:
            client.post("/households/search", {"q": "姜"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_village_with_the_same_family_stays_unknown(world: World) -> None:
    house(world)
    theirs = register_household(
        village=world.village_two,
        number="1",
        head_name="姜志强",
        people=1,
        by=world.village_next,
        members=[person("姜志强", "head", FATHER)],
    )
    with scope.opened(world.village_next):
        assert ids(world, FATHER, "village_next") == [theirs.pk]
