"""Photos of a visit: at most six, sealed at rest, served behind the visit's wall."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import Client

from accounts.refusals import Forbidden, Invalid
from households.models import Visit, VisitPhoto
from households.transitions.photo import add_photos
from households.transitions.visit import record_visit
from tests.accounts.test_photos import jpeg, with_gps
from tests.cast import World
from tests.households.families import days, family

SignIn = Callable[[str], Client]


def visited(world: World, categories: list[str] | None = None) -> Visit:
    """A visit of today by `village`."""
    row = family(world, categories=categories or ["02"])
    return record_visit(
        row,
        visited_on=days(0),
        way="home",
        met="夫妻二人",
        state="平稳",
        change="same",
        by=world.village,
    )


def test_photos_are_cleaned_and_sealed(world: World) -> None:
    visit = visited(world)
    [one] = add_photos(visit, files=[with_gps()], by=world.village)
    plain = bytes(VisitPhoto.objects.get().image)
    assert plain[:2] == b"\xff\xd8"
    with connection.cursor() as cursor:
        cursor.execute("SELECT image FROM households_visitphoto WHERE id = %s", [one.pk])
        [stored] = cursor.fetchone()
    # Runs of sixteen bytes: four may turn up in a cipher text by chance.
    assert not any(plain[at : at + 16] in bytes(stored) for at in range(0, len(plain) - 16, 16))


def test_at_most_six_all_or_none(world: World) -> None:
    visit = visited(world)
    add_photos(visit, files=[jpeg(20, 20)] * 5, by=world.village)
    with pytest.raises(Invalid, match="最多 6 张"):
        add_photos(visit, files=[jpeg(20, 20)] * 2, by=world.village)
    with pytest.raises(Invalid, match="第 1 张"):
        add_photos(visit, files=[b"x"], by=world.village)
    assert VisitPhoto.objects.count() == 5


def test_who_adds(world: World) -> None:
    visit = visited(world)
    for other in ("village_mate", "town"):
        with pytest.raises(Forbidden):
            add_photos(visit, files=[jpeg(9, 9)], by=world.users[other])
    for foreign in ("village_next", "town_next", "governance"):
        with pytest.raises(Http404):
            add_photos(visit, files=[jpeg(9, 9)], by=world.users[foreign])


def test_pages(world: World, sign_in: SignIn) -> None:
    visit, client = visited(world), sign_in("village")
    url = f"/visits/{visit.uid}/photos"
    assert "不拍孩子的脸" in client.get(url).text
    assert client.post(url, {}).status_code == 422
    html = SimpleUploadedFile("x.jpg", b"<script>", content_type="image/jpeg")
    assert client.post(url, {"photos": html}).status_code == 422
    sent = SimpleUploadedFile("x.jpg", jpeg(40, 30), content_type="text/html")
    assert client.post(url, {"photos": sent}).status_code == 302
    one = VisitPhoto.objects.get()
    shown = client.get(f"/photos/{one.uid}")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert shown.content[:2] == b"\xff\xd8"
    for foreign in ("village_next", "county_other"):
        assert sign_in(foreign).get(f"/photos/{one.uid}").status_code == 404
    assert sign_in("governance").get(f"/photos/{one.uid}").status_code == 403


def test_a_sealed_file_closes_its_photos(world: World, sign_in: SignIn) -> None:
    visit = visited(world, ["01"])
    [one] = add_photos(visit, files=[jpeg(9, 9)], by=world.village)
    assert sign_in("village").get(f"/photos/{one.uid}").status_code == 200
    assert sign_in("village_mate").get(f"/photos/{one.uid}").status_code == 404
    assert sign_in("village_mate").get(f"/visits/{visit.uid}/photos").status_code == 404
