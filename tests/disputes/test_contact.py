"""Safe contact outside the protection file: no page, paper, slip or answer of the API shows the
ordinary telephone of somebody who is reached by a rule only."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.refusals import Invalid
from disputes.filing.sheets import everything
from disputes.models import Dispute, Matter, Party
from disputes.papers.blocks import Form
from disputes.queries.contact import guard_matter
from disputes.queries.filing import file_of
from disputes.transitions.party import About, change, reveal
from disputes.transitions.referral import Slip, send
from disputes.transitions.reveal import reveal_matter
from tests.cast import World
from tests.disputes import cases, protections
from tests.disputes.committees import in_office

ORDINARY, HOME = "13955556666", "测试路九号三单元"
RULE = "只在上午打 13711112222，说是社区通知"


def guarded(world: World) -> tuple[Dispute, Party]:
    """A settled mediation in which one party was harmed once and said how to reach her."""
    in_office(world)
    dispute = cases.accepted(world)
    party = dispute.parties.all()[0]
    change(party=party, about=About(party.name, phone=ORDINARY, address=HOME), by=world.village)
    cases.checked(
        cases.again(dispute), world.village, violence_known=True, harmed=[party.pk],
        safe_contact=RULE, subjects=("support",),
    )  # fmt: skip
    # She called herself, from the same telephone.
    matter = Matter.objects.get(pk=dispute.matter_id)
    matter.caller, matter.caller_name, matter.caller_phone = "self", party.name, ORDINARY
    matter.save()
    return cases.again(dispute), party


def masked(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}"


def test_pages_say_the_rule_instead(world: World, client: Client) -> None:
    dispute, party = guarded(world)
    client.force_login(world.village)
    matter = f"/matters/{dispute.matter.uid}"
    for page in (
        f"/disputes/{dispute.uid}",
        f"/disputes/{dispute.uid}/sittings/new",
        f"/disputes/{dispute.uid}/rights",
        f"/parties/{party.uid}/change",
        matter,
        f"/api/v1/disputes/{dispute.uid}",
        f"/api/v1/matters/{dispute.matter.uid}",
    ):
        answer = client.get(page)
        assert answer.status_code == 200, page
        for word in (ORDINARY, masked(ORDINARY), HOME):
            assert word not in answer.text, page
        if "/api/v1/disputes" not in page:
            assert RULE in answer.text, page


def test_even_with_a_reason_the_rule_is_shown(world: World) -> None:
    dispute, party = guarded(world)
    shown = reveal(party, reason="打电话约时间", by=world.village, page="disputes:party_reveal")
    assert shown["phone"] == RULE
    told = reveal_matter(
        dispute.matter, reason="打电话约时间", by=world.village, page="disputes:matter_reveal"
    )
    assert ORDINARY not in str(told)
    assert RULE in str(told)


def test_no_paper_of_the_file_has_it(world: World) -> None:
    dispute, _party = guarded(world)
    file = file_of(world.village, dispute.uid, printed=True, open_numbers=True)
    sheets = everything(file)
    assert len(sheets) > 3
    for sheet in sheets:
        if isinstance(sheet, Form):
            plain = re.sub(r"\s", "", str(sheet))
            for word in (ORDINARY, masked(ORDINARY), HOME):
                assert word not in plain, sheet.title


@pytest.mark.parametrize(
    ("field", "words"),
    [("phone", ORDINARY), ("asked", f"请联系{ORDINARY}"), ("contact", f"住{HOME}")],
)
def test_no_slip_gives_it_away(world: World, field: str, words: str) -> None:
    dispute, _party = guarded(world)
    values: dict[str, Any] = {
        "kind": "legal_aid",
        "agency": "县法律援助中心",
        "asked": "请安排法律咨询",
        "answer_by": timezone.localdate() + timedelta(days=7),
        "contact": "镇妇联",
        "phone": "051612345678",
    }
    with pytest.raises(Invalid) as refusal:
        send(dispute.matter, slip=Slip(**(values | {field: words})), by=world.village)
    assert field in refusal.value.errors
    send(Matter.objects.get(pk=dispute.matter_id), slip=Slip(**values), by=world.village)


def test_in_a_sealed_file_nobody_is_rung_at_home(world: World) -> None:
    matter = Matter.objects.get(pk=protections.taken_case(world).matter_id)
    guard_matter(matter)
    for party in matter.parties.all():
        assert party.guarded
        assert party.masked_phone == ""
        assert party.contact_words
