"""Disputes in each state, made by the verbs themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from disputes.models import (
    Agreement,
    Dispute,
    MatterHandOver,
    Party,
    Promise,
    SafetyCheck,
)
from disputes.transitions.agreement import draft, settle_orally
from disputes.transitions.content import Content, Item
from disputes.transitions.dispute import accept, decline, end, pass_up, take_in
from disputes.transitions.follow_up import revisit
from disputes.transitions.hand_over import accept as accept_hand_over
from disputes.transitions.party import About, record_consent
from disputes.transitions.party import change as change_party
from disputes.transitions.safety_check import Told, ask
from disputes.transitions.session import hold
from tests.cast import World
from tests.households.people import id_number

REASON = "赡养费数额分歧大，未能达成一致"


def ago(days: int) -> date:
    """The local day `days` days before today."""
    return timezone.localdate() - timedelta(days=days)


def taken(
    world: World, by: User | None = None, village: Division | None = None, **more: Any
) -> Dispute:
    """待受理, taken in ten days ago."""
    values: dict[str, Any] = {
        "village": village or world.village_one,
        "source": "visit",
        "kind": "marriage",
        "applicants": ["余德民"],
        "respondents": ["余大海", "余小江"],
        "brief": "两个儿子对赡养费分摊有分歧。",
        "request": "每月付赡养费",
        "taken_in_on": ago(10),
    }
    return take_in(by=by or world.village, **(values | more))


def consent(dispute: Dispute, by: User, answer: str = "given", on: date | None = None) -> Dispute:
    """Every party answers alike, and nothing of danger is told."""
    answers = {p.pk: answer for p in Party.objects.filter(dispute=dispute)}
    done = record_consent(dispute=dispute, answers=answers, on=on or ago(9), by=by)
    checked(dispute, by, on=on)
    return again(done)


def checked(dispute: Dispute, by: User, on: date | None = None, **told: Any) -> SafetyCheck:
    """Safety was asked about; told: what was said."""
    return ask(dispute=dispute, told=Told(**told), on=on or ago(9), by=by)


def refused(dispute: Dispute, by: User, on: date | None = None) -> Dispute:
    """The last party refuses."""
    last = Party.objects.filter(dispute=dispute).last()
    assert last is not None
    return record_consent(dispute=dispute, answers={last.pk: "refused"}, on=on or ago(1), by=by)


def accepted(world: World, by: User | None = None, **more: Any) -> Dispute:
    """已受理 eight days ago."""
    by = by or world.village
    dispute = consent(taken(world, by, **more), by)
    return accept(dispute=dispute, by=by, on=ago(8), rights_told_on=ago(8))


def mediated(world: World, result: str = "again", by: User | None = None) -> Dispute:
    """调解中: one sitting seven days ago."""
    by = by or world.village
    dispute = accepted(world, by)
    sit(dispute, by, result)
    return again(dispute)


def sit(
    dispute: Dispute, by: User, result: str = "again", on: date | None = None, **more: Any
) -> Any:
    """One sitting."""
    return hold(
        dispute=dispute,
        place="村调解室",
        attendants="余德民、余大海、余小江",
        notes="各方陈述，数额有分歧。",
        result=result,
        by=by,
        held_on=on or ago(7),
        **more,
    )


def items(dispute: Dispute, **more: Any) -> tuple[Item, ...]:
    """The second son pays the father 400 yuan within twenty days."""
    father, *sons = dispute.parties.all()
    values: dict[str, Any] = {
        "by_party": sons[-1].pk,
        "to_party": father.pk,
        "what": "付赡养费",
        "way": "transfer",
        "amount": 40000,
        "due_on": ago(-20),
    }
    return (Item(**(values | more)),)


def content(dispute: Dispute, **more: Any) -> Content:
    """What art. 29 asks for."""
    values: dict[str, Any] = {
        "facts": "父亲跟次子住，长子两年没有给钱。",
        "issue": "赡养费怎么分摊",
        "responsibility": "两个儿子都有赡养义务",
        "terms": "每家每月付 400 元。",
        "performance": "每月5日前转账",
        "items": items(dispute),
    }
    return Content(**(values | more))


def drafted(world: World, **more: Any) -> Agreement:
    """调解中 with a written agreement drafted six days ago."""
    dispute = mediated(world, "agreed")
    return draft(
        dispute=dispute, content=content(dispute, **more), agreed_on=ago(6), by=world.village
    )


def promise(world: World, **more: Any) -> Promise:
    """The one promise of an oral agreement made six days ago."""
    dispute = mediated(world, "agreed")
    settle(dispute, content(dispute, items=items(dispute, **more)), world.village)
    return Promise.objects.get(dispute=dispute)


def settle(dispute: Dispute, said: Content, by: User) -> Dispute:
    """An oral agreement of six days ago with this content."""
    settle_orally(dispute=dispute, content=said, registered=True, agreed_on=ago(6), by=by)
    return again(dispute)


def settled(world: World, registered: bool = True) -> Agreement:
    """已达成协议, orally, six days ago."""
    dispute = mediated(world, "agreed")
    return settle_orally(
        dispute=dispute,
        content=content(dispute),
        registered=registered,
        agreed_on=ago(6),
        by=world.village,
    )


def passed_up(world: World, dispute: Dispute) -> Dispute:
    """上交乡镇 and accepted there."""
    pass_up(dispute=dispute, reason=REASON, by=world.village)
    accept_hand_over(MatterHandOver.objects.waiting().get(matter=dispute.matter_id), by=world.town)
    return again(dispute)


def visited(dispute: Dispute, by: User, **more: Any) -> Any:
    """The father says on the telephone that all is well."""
    father = dispute.parties.all()[0]
    values: dict[str, Any] = {
        "party": father.pk,
        "satisfaction": "satisfied",
        "way": "phone",
        "found": {1: "performed"},
    }
    return revisit(dispute=dispute, by=by, **(values | more))


def identified(dispute: Dispute, by: User) -> None:
    """Every party has shown an identity card."""
    for at, row in enumerate(dispute.parties.all()):
        number = id_number(date(1960, 1, 1), 10 + at)
        change_party(party=row, about=About(row.name, id_number=number), by=by)


def again(dispute: Dispute) -> Dispute:
    """The dispute as stored now."""
    return Dispute.objects.get(pk=dispute.pk)


def every_state(world: World) -> dict[str, Dispute]:
    """One dispute in each status."""
    out = {
        "taken_in": taken(world),
        "accepted": accepted(world),
        "mediating": mediated(world),
        "settled": settled(world).dispute,
    }
    out["declined"] = decline(dispute=taken(world), reason=REASON, by=world.village)
    out["ended"] = end(
        dispute=mediated(world),
        ending="failed",
        reason=REASON,
        on=ago(2),
        remedies_told_on=ago(2),
        by=world.village,
    )
    done = settled(world).dispute
    out["revisited"] = visited(done, world.village).dispute
    return {name: again(dispute) for name, dispute in out.items()}
