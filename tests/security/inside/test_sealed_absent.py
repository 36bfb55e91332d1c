"""A sealed file and a sealed matter come to be: no page of anybody outside changes by a byte
(C6)."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import Role
from disputes.models import Matter
from disputes.safety import FACTORS
from disputes.transitions import order, protection, safety, shelter, warning
from disputes.transitions.matter import Person, receive
from disputes.transitions.protecting import protect
from disputes.transitions.seal import name_handler
from households.models import Household, Tier
from households.transitions.visit import record_visit
from tests.households.families import days, family, home
from tests.security.answers import unpacked
from tests.security.asking import REFUSED, listed
from tests.security.expecting import own_path
from tests.security.house import House, jar_of
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


# Pages that list or count are asked by all of them. One record's page shows that record alone: it
# is asked by whoever is nearest to the file of those who reach it.
NEAREST = ("colleague", "county")
COUNTED = {
    "word", "divisions", "units", "campaigns", "periods", "rounds", "screenings", "runs", "sheets",
    "reports", "returns", "keepers",
}  # fmt: skip


def nearest(address: Address) -> str | None:
    """Who is asked for the page of one record."""
    row = listed()[(address.name, "GET")]
    return next((r for r in NEAREST if row[AS_REVIEWED.get(r, r)] not in REFUSED), None)


def paths(found: House, role: str, address: Address, subject: Household) -> set[str]:
    """The address with the role's own rows and, where it names one household, with this one."""
    nouns = {noun for noun, _ in address.parameters}
    out = set()
    if not nouns - COUNTED or role == nearest(address):
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


@pytest.mark.slow
@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_outside_can_tell_that_there_is_a_sealed_file(house: House, role: str) -> None:
    world, users = house.world, house.world.users
    # The clock stands still: hours left on a hazard would differ by themselves.
    with time_machine.travel(timezone.now(), tick=False), transaction.atomic():
        subject = home(world)
        house.jars["colleague"] = jar_of(_colleague(house))
        before = shown(house, role, subject)
        assert len(before) > 5
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
        _sealed_matter(house, subject)
        after = shown(house, role, subject, before)
        told = [path for path, seen in before.items() if after[path] != seen]
        assert not told, told
        _audit_sees_no_difference_of_kind(house)
        del house.jars["colleague"]
        transaction.set_rollback(True)


def _sealed_matter(house: House, subject: Household) -> None:
    """A protection case of somebody of the same household, as full as it gets: assessed, planned,
    with an order, a warning, a stay, a mediation inside the seal, opened once in an emergency."""
    world = house.world
    by, today = world.town, timezone.localdate()
    with scope.opened(by):
        matter = receive(
            place=world.village_one, channel="hotline", brief="来电说家里不安全", by=by,
            people=[
                Person("applicant", "姜小月", household=subject),
                Person("respondent", "姜大山"),
                Person("concerned", "姜小宝", capacity="none"),
            ],
        )  # fmt: skip
        protect(matter, by=by)
        case = protection.take_case(
            matter, relation="spouse", injury="light", police_called="no", by=by
        )
        protection.set_safe_contact(
            case, phone="13800138000", hours="上午", ask="", words="", told="无", message=False,
            by=by,
        )  # fmt: skip
        answers = {f.code: ("yes", None) for f in FACTORS}
        safety.assess(case, answers=answers, level="high", reasons="情况紧急严重", by=by)
        protection.report(
            case, reported_at=timezone.now(), station="所", receiver="警", proof_words="有", by=by
        )
        safety.plan_step(case, kind="self", what="准备", who="她", due_on=today, by=by)
        order.prepare_order(case, applicant="self", court="法院", by=by)
        warning.record_warning(case, number="1", station="所", issued_on=today, by=by)
        shelter.take_into_shelter(case, shelter="庇护中心", since=today, by=by)
        shelter.mediate_besides(case, kind="marriage", by=by)
        name_handler(matter, person=world.users["handler"], reason="由她就近走访", by=by)
    assert Matter.objects.get(pk=matter.pk).sealed


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
    # 权益保护 is a word of the head; what is told of acts and nouns is not.
    rows = page.partition("<tbody")[2]
    assert "办理来件" in rows
    assert not re.search("权益|家暴|受保护|保护令|告诫|庇护|姜", rows)
