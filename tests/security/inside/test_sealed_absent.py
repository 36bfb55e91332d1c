"""A sealed file comes to be: no page of anybody outside changes by a byte (C6)."""

from __future__ import annotations

import re

from django.db import transaction

from accounts import scope
from households.models import Household, Tier
from households.transitions.visit import record_visit
from tests.households.families import days, family, home
from tests.security.house import COMPANIONS, REFUSED, House, listed, own_path, unpacked
from tests.security.surface import Address, addresses

OUTSIDERS = ("village", "county", "governance")
# What differs from one answer to the next anyway: tokens, forms' own keys, the time of day.
MOVING = (
    re.compile(r'csrfmiddlewaretoken" value="\w+"'),
    re.compile(r'value="[0-9a-f]{8}-[0-9a-f-]{27}"'),
    re.compile(r'"(csrf|now)": ?"[^"]+"'),
    re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"),
)
# Drawn anew each time, with the moment inside the drawing.
DRAWN = ("application/pdf", "image/")


def paths(found: House, role: str, address: Address, subject: Household) -> set[str]:
    """The address with the role's own rows and, where it names one household, with this one."""
    out = {own_path(found, role, address)}
    if [noun for noun, _ in address.parameters] == ["households"]:
        out.add(address.filled(subject))
    return out


def shown(found: House, role: str, subject: Household) -> dict[str, tuple[int, str]]:
    """Every answer the role gets by GET: path → status and body without what moves."""
    out, table = {}, listed()
    for address in addresses():
        if table[(address.name, "GET")]["village" if role in COMPANIONS else role] in REFUSED:
            continue
        for path in paths(found, role, address, subject):
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
    with transaction.atomic():
        subject = home(world)
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
            after = shown(house, role, subject)
            assert len(before[role]) > 5, role
            told = [path for path, seen in before[role].items() if after[path] != seen]
            assert not told, f"{role}: {told}"
        _audit_sees_no_difference_of_kind(house)
        transaction.set_rollback(True)


def _audit_sees_no_difference_of_kind(house: House) -> None:
    """The audit administrator sees that somebody listed and visited, as of any family: not who
    it is, nor that the file is sealed."""
    page = house.ask("audit_admin", "GET", "/accounts/logs/").content.decode()
    assert "列入在册" in page
    assert not re.search("权益|家暴|受保护|姜", page)
