"""A case goes to another mediator; nobody leaves a post with open cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from accounts.models import Posting, Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from accounts.transitions.posting import end_posting
from disputes.transitions.mediator import change_mediator
from tests.cast import World
from tests.disputes.cases import accepted, taken

WHY = "原调解员调离本村"


def test_another_mediator(world: World) -> None:
    row = accepted(world)
    to: dict[str, Any] = {"dispute": row, "mediator": world.village_mate, "reason": WHY}
    with pytest.raises(Http404):
        change_mediator(by=world.village_next, **to)
    with pytest.raises(Forbidden):
        change_mediator(by=world.county, **to)
    with pytest.raises(Stale):
        change_mediator(by=world.village, version=99, **to)
    for wrong in ({"mediator": row.mediator}, {"mediator": world.county}, {"reason": ""}):
        with pytest.raises(Invalid):
            change_mediator(by=world.village, **(to | wrong))
    done = change_mediator(by=world.village, **to)
    assert done.mediator == world.village_mate
    assert Trail.objects.get(act="dispute.mediator").after == {"mediator": world.village_mate.pk}
    with pytest.raises(NotTheMoment):
        change_mediator(by=world.village, **(to | {"dispute": taken(world)}))


def test_open_cases_hold_a_mediator_at_the_post(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    row = accepted(world)
    assert row.mediator is not None
    posting = Posting.objects.get(user=row.mediator)
    with pytest.raises(NotTheMoment, match="1 件在办纠纷"):
        end_posting(pk=posting.pk, by=world.security_admin, reason="调离")
    page = sign_in(row.mediator.username)
    sent = page.post(
        f"/disputes/{row.uid}/mediator",
        {"version": row.version, "mediator": world.village_mate.pk, "reason": WHY},
    )
    assert sent.status_code == 302, sent.text
    end_posting(pk=posting.pk, by=world.security_admin, reason="调离")
