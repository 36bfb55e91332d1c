"""Files of the campaign year: what is kept, who is served, what a file belongs to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import scope
from accounts.refusals import Invalid
from campaigns.models import KeptFile, Pledge
from campaigns.transitions import kept_file
from campaigns.transitions.kept_file import keep_file, take_back
from tests.cast import World
from tests.pictures import jpeg


@pytest.fixture
def pledge(world: World) -> Pledge:
    with scope.as_system():
        return Pledge.objects.create(
            campaign=world.campaign,
            issuer=world.county_division,
            holder=world.township,
            template=world.pledge_text(4),
            issued_on=date(2026, 3, 1),
            issued_by=world.system,
        )


def kept(world: World, pledge: Pledge, data: bytes | None = None) -> KeptFile:
    return keep_file(
        "pledge",
        pledge,
        place=world.township.code,
        title="签字页",
        data=data or jpeg(),
        by=world.town,
    )


def test_the_town_and_the_county_are_served_and_next_door_is_not(
    world: World, pledge: Pledge, client: Client
) -> None:
    with scope.as_system():
        file = kept(world, pledge)
    for name, status in (("town", 200), ("county", 200), ("town_next", 404)):
        client.force_login(world.users[name])
        answer = client.get(f"/files/{file.uid}")
        assert answer.status_code == status, name
    client.force_login(world.town)
    answer = client.get(f"/files/{file.uid}")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    with scope.as_system():
        take_back(file, by=world.town)
    assert client.get(f"/files/{file.uid}").status_code == 404


def test_what_is_no_picture_is_refused_in_words(world: World, pledge: Pledge) -> None:
    with scope.as_system(), pytest.raises(Invalid, match="只收照片和 PDF"):
        kept(world, pledge, b"MZ not a picture")
    assert not KeptFile.objects.exists()


def test_there_is_an_end_to_how_many(world: World, pledge: Pledge, monkeypatch: Any) -> None:
    monkeypatch.setattr(kept_file, "FILES_MOST", 1)
    with scope.as_system():
        kept(world, pledge)
        with pytest.raises(Invalid, match="最多放 1 个"):
            kept(world, pledge)


def test_a_file_without_an_owner_is_not_kept(world: World, pledge: Pledge) -> None:
    with scope.as_system():
        file = kept(world, pledge)
        file.pledge = None
        with pytest.raises(IntegrityError, match="kept_file_one_owner"), transaction.atomic():
            file.save()
