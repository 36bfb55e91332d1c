"""A sealed file comes to be: no page of anybody outside changes by a byte (C6)."""

from __future__ import annotations

import re
from collections.abc import Collection

import time_machine
from django.db import transaction
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from households.models import Household, Tier
from households.transitions.visit import record_visit
from tests.households.families import days, family, home
from tests.security.house import REFUSED, House, jar_of, listed, own_path, unpacked
from tests.security.surface import Address, addresses

OUTSIDERS = ("village", "colleague", "county", "governance")
# Whose reviewed column of the matrix holds: the colleague sits in the office of the supervisor.
AS_REVIEWED = {"colleague": "town"}
# What differs from one answer to the next anyway: tokens, forms' own keys, the time of day.
MOVING = (
    re.compile(r'csrfmiddlewaretoken" value="\w+"'),
    re.compile(r'value="[0-9a-f]{8}-[0-9a-f-]{27}"'),
    re.compile(r'"(csrf|now)": ?"[^"]+"'),
    re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"),
)
# Drawn anew each time, with the moment inside the drawing.
DRAWN = ("application/pdf", "image/")


# Who reaches every page of the township and the county is asked everything; for the others the
# pages that list or count are enough.
WHOLE = ("colleague", "county")
COUNTED = {
    "word", "divisions", "units", "campaigns", "periods", "rounds", "screenings", "runs", "sheets",
    "reports", "returns", "keepers",
}  # fmt: skip


def paths(found: House, role: str, address: Address, subject: Household) -> set[str]:
    """The address with the role's own rows and, where it names one household, with this one."""
    nouns = {noun for noun, _ in address.parameters}
    out = set()
    if role in WHOLE or not nouns - COUNTED:
        out.add(own_path(found, "town" if role == "colleague" else role, address))
    if nouns == {"households"} and len(address.parameters) == 1:
        out.add(address.filled(subject))
    return out


def shown(
    found: House, role: str, subject: Household, known: Collection[str] | None = None
) -> dict[str, tuple[int, str]]:
    """Every answer the role gets by GET: path → status and body without what moves. known: the
    paths worth asking again; what is drawn is dear and was left out the first time."""
    out, table = {}, listed()
    for address in addresses():
        if table[(address.name, "GET")][AS_REVIEWED.get(role, role)] in REFUSED:
            continue
        for path in paths(found, role, address, subject):
            if known is not None and path not in known:
                continue
            answer = found.ask(role, "GET", path)
            if answer.headers.get("Content-Type", "").startswith(DRAWN):
                continue
            text = unpacked(answer.content).decode(errors="replace")
            for moving in MOVING:
                text = moving.sub("", text)
            out[path] = (answer.status_code, text)
    return out


def test_nobody_outside_can_tell_that_there_is_a_sealed_file(house: House) -> None:
    world, users = house.world, house.world.users
    # The clock stands still: hours left on a hazard would differ by themselves.
    with time_machine.travel(timezone.now(), tick=False), transaction.atomic():
        subject = home(world)
        house.jars["colleague"] = jar_of(_colleague(house))
        before = {role: shown(house, role, subject) for role in OUTSIDERS}
        with scope.opened(world.town):
            row = family(
                world, subject, categories=["01"], tier=Tier.RED,
                keepers=[users["handler"], world.town],
            )  # fmt: skip
            record_visit(
                row, visited_on=days(0), way="home", met="本人", state="平稳", change="same",
                by=world.town,
            )  # fmt: skip
        assert row.sealed
        for role in OUTSIDERS:
            after = shown(house, role, subject, before[role])
            assert len(before[role]) > 5, role
            told = [path for path, seen in before[role].items() if after[path] != seen]
            assert not told, f"{role}: {told}"
        _audit_sees_no_difference_of_kind(house)
        del house.jars["colleague"]
        transaction.set_rollback(True)


def _colleague(house: House) -> User:
    """A second person of the township federation, who is not the file's supervisor."""
    world = house.world
    user = User.objects.create(
        username="colleague", name="colleague", must_change_password=False, place=990101000000
    )
    Posting.build(
        user=user, role=Role.TOWNSHIP_FEDERATION, division=world.township,
        since=days(-9), until=None, by=world.system,
    ).save()  # fmt: skip
    return user


def _audit_sees_no_difference_of_kind(house: House) -> None:
    """The audit administrator sees that somebody listed and visited, as of any family: not who
    it is, nor that the file is sealed."""
    page = house.ask("audit_admin", "GET", "/accounts/logs/").content.decode()
    assert "列入在册" in page
    assert not re.search("权益|家暴|受保护|姜", page)
