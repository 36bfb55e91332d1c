"""Answers whose body is made after the view has returned, errors, and people in turn on one
connection: each sees its own rows only (A7, T1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.test import override_settings
from django.urls import path

from accounts.roles import Role
from households.models import Household
from tests.security.house import House
from tests.security.rows import CANARY, HOMES, VILLAGES

# The kinds of answers whose body is made after the view function has returned (T1).
TEXT = "{% for home in homes %}{{ home.head_name }};{% endfor %}"


def late_template(request: HttpRequest) -> HttpResponse:
    """Rendered by the handler, after the view."""
    template = engines["django"].from_string(TEXT)
    return TemplateResponse(request, template, {"homes": Household.objects.all()})


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    """Read while the answer is being sent."""
    return StreamingHttpResponse(f"{home.head_name};" for home in Household.objects.all())


def failing(request: HttpRequest) -> HttpResponse:
    """An error in the middle, with the wall open."""
    list(Household.objects.all())
    raise RuntimeError("broken on purpose")


def broken_sql(request: HttpRequest) -> HttpResponse:
    """An error of the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    return HttpResponse()


urlpatterns = [
    path("late", late_template),
    path("streamed", streamed),
    path("failing", failing),
    path("broken", broken_sql),
    path("", late_template, name="home"),
]
handler500 = "config.errors.server_error"


@pytest.fixture
def odd_client(house: House) -> Iterator[Callable[[str, str], HttpResponse]]:
    """Asks the odd views of this module as one of the cast."""
    with override_settings(ROOT_URLCONF=__name__):
        yield lambda role, where: house.ask(role, "GET", f"/{where}")


OddClient = Callable[[str, str], HttpResponse]


def names_of(house: House, role: str) -> int:
    """How many households the role may see."""
    low_high = house.spans[role]
    return (
        sum(HOMES for code in VILLAGES for low, high in low_high if low <= code < high)
        if house.kinds[role]
        & {Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION}
        else 0
    )


@pytest.mark.parametrize("where", ["late", "streamed"])
@pytest.mark.parametrize(
    "role", ["village", "town", "county", "county_other", "governance", "anonymous"]
)
def test_answers_made_late_see_their_own_rows(
    house: House, odd_client: OddClient, where: str, role: str
) -> None:
    answer = odd_client(role, where)
    text = answer.content.decode()
    assert text.count(";") == names_of(house, role)
    assert not house.leaks(role, answer)


def test_scope_never_carries_over(house: House, odd_client: OddClient) -> None:
    """Interleaved people and errors on one connection (A7)."""
    order = ["county", "anonymous", "village", "county_other", "governance", "town"]
    for turn in range(12):
        for role in order:
            assert odd_client(role, "late").content.decode().count(";") == names_of(house, role)
            assert odd_client("county", "failing").status_code == 500
            if turn % 3 == 0:
                assert odd_client("county", "broken").status_code == 500
            assert b"cnry" not in odd_client("anonymous", "streamed").content


def test_error_pages_carry_no_rows(house: House, odd_client: OddClient) -> None:
    for role in ("county", "anonymous"):
        answer = odd_client(role, "failing")
        assert answer.status_code == 500
        assert not CANARY.search(answer.content.decode())
        assert "broken on purpose" not in answer.content.decode()
