"""Scenes of mediation in the township shown to visitors: a child with her guardian, a party who did
not come, a clock stopped and extended, a danger with measures, a mediator who stands aside, notes
and evidence. Played by the verbs on mediations the year has left open."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts import demo as sign_ins
from accounts.models import User
from accounts.roles import Role
from disputes.models import Dispute, Party
from disputes.transitions import clock, escalation, mediator, recusal, session_plan
from disputes.transitions.agent import Agent, appoint
from disputes.transitions.evidence import add_evidence
from disputes.transitions.investigation import record_note
from disputes.transitions.party import About, change
from disputes.transitions.safety_check import Told, ask
from reports.demo.county import County


def play(county: County) -> None:
    """Only where the sign-in users of the demo work."""
    town = User.objects.filter(username=sign_ins.USERNAMES[Role.TOWNSHIP_FEDERATION]).first()
    if town is None or town.main_posting is None:
        return
    low, end = town.main_posting.bounds
    rows = list(
        Dispute.objects.filter(
            village__gte=low,
            village__lt=end,
            status__in=[Dispute.Status.ACCEPTED, Dispute.Status.MEDIATING],
            passed_up_on=None,
            due_on__gte=timezone.localdate(),
            agreement=None,
            matter__sealed=False,
        )
        .select_related("mediator", "village")
        .order_by("-accepted_on", "pk")[: len(SCENES)]
    )
    for scene, row in zip(SCENES, rows, strict=False):
        assert row.mediator is not None  # not passed up
        scene(row, row.mediator, county, town)


def _guarded(row: Dispute, by: User, county: County, town: User) -> None:
    """A child with her mother as guardian, and a party with a lawyer."""
    first, second = _sides(row)
    child = About(second.name, "female", county.until.year - 12, capacity="limited", address="二组")
    change(party=second, about=child, by=by)
    guardian = Agent("statutory", second.name[0] + "桂兰", "parent", on_file=True)
    appoint(party=second, agent=guardian, by=by)
    change(party=first, about=About(first.name, "male", 1968, occupation="务农"), by=by)
    lawyer = Agent(
        "authorised", "许律师", "lawyer", scope="代为参加调解、承认和变更请求",
        authorised_on=county.until,
    )  # fmt: skip
    appoint(party=first, agent=lawyer, by=by)


def _missed(row: Dispute, by: User, county: County, town: User) -> None:
    """Agreed for an hour that has passed; one side did not come."""
    now = timezone.now()
    plan = session_plan.plan(dispute=row, at=now + timedelta(minutes=1), room="村调解室", by=by)
    plan.at = now - timedelta(hours=3)
    plan.save(update_fields=["at"])
    absent = [_sides(row)[1].pk]
    session_plan.no_show(plan=plan, absent=absent, reason="电话打通，说在地里。", by=by)


def _clocked(row: Dispute, by: User, county: County, town: User) -> None:
    """Stopped while somebody is in hospital, running again, extended by both; the next stands."""
    assert row.accepted_on is not None
    today = timezone.localdate()
    more: dict[str, Any] = {"dispute": row, "by": by}
    if row.accepted_on < today:
        clock.suspend(
            on=row.accepted_on, look_on=today + timedelta(days=7), reason="申请人住院治疗。", **more
        )
        clock.resume(on=today, reason="申请人已出院。", **more)
    consents = [p.pk for p in _sides(row)]
    clock.extend(days=10, consents=consents, reason="双方同意再商量一次。", **more)


def _suspended(row: Dispute, by: User, county: County, town: User) -> None:
    clock.suspend(
        dispute=row,
        reason="等待土地确权材料。",
        look_on=timezone.localdate() + timedelta(days=10),
        by=by,
    )


def _dangerous(row: Dispute, by: User, county: County, town: User) -> None:
    """It may turn worse; measures are taken and the police is told."""
    harmed = [_sides(row)[0].pk]
    ask(
        dispute=row,
        told=Told(
            ("property", "support"), violence_known=True, harmed=harmed,
            police_told_on=timezone.localdate(), safe_contact="白天打本人手机，不留言",
        ),
        by=by,
    )  # fmt: skip
    risk = escalation.record_risk(
        dispute=row, kind="harm", words="酒后扬言要去对方家里讨说法。", people=2, by=by
    )
    escalation.take_measure(
        risk=risk, who="网格员、村主任", what="当晚在两家值守，劝离酒席。", by=by
    )
    escalation.tell_police(risk=risk, words="派出所值班民警，已上门训诫。", by=by)


def _raised(row: Dispute, by: User, county: County, town: User) -> None:
    """Just noted: nothing done yet."""
    escalation.record_risk(
        dispute=row, kind="gathering", words="两家各约了十几个亲戚，说要去村部。", people=20, by=by
    )


def _aside(row: Dispute, by: User, county: County, town: User) -> None:
    """A party asks that the mediator stand aside; the township has to decide."""
    party = _sides(row)[1].pk
    recusal.propose(
        dispute=row, ground="asked", party=party, reason="调解员与对方是多年的邻居。", by=by
    )


def _decided(row: Dispute, by: User, county: County, town: User) -> None:
    """Asked and granted, with a second mediator beside the new one."""
    party = _sides(row)[0].pk
    asked = recusal.propose(
        dispute=row, ground="asked", party=party, reason="调解员是对方的远房表亲。", by=by
    )
    done = recusal.decide(recusal=asked, grant=True, words="查明确有亲戚关系，换人调解。", by=town)
    if done.replacement != town:
        mediator.join(dispute=done.dispute, mediator=town, by=town)


def _proved(row: Dispute, by: User, county: County, town: User) -> None:
    """A note of what a neighbour said, a photo and a receipt."""
    record_note(
        dispute=row,
        at=timezone.now() - timedelta(hours=2),
        place="村部",
        askers=by.name,
        name="老周",
        asked="neighbour",
        content="问：两家的排水沟什么时候改的？答：去年秋天，当时都没说什么，今年雨大才吵起来。",
        signed=True,
        by=by,
    )
    for title, source in (("排水沟现场照片", "mediator"), ("转账回单", "applicant")):
        add_evidence(dispute=row, title=title, source=source, file=_picture(), by=by)


def _picture() -> bytes:
    """A drawn stand-in for a photo."""
    out, picture = io.BytesIO(), Image.new("RGB", (640, 420), "#d8cfc0")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(60, 220), (200, 110), (340, 220)], fill="#8a5a44")
    pen.rectangle([90, 220, 310, 360], fill="#efe7da")
    pen.rectangle([0, 360, 640, 392], fill="#6f8f96")
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def _sides(row: Dispute) -> list[Party]:
    return list(row.parties.order_by("pk"))


SCENES = (
    _guarded,
    _missed,
    _clocked,
    _suspended,
    _dangerous,
    _raised,
    _aside,
    _decided,
    _proved,
)
