"""What the agreements of a demo year promise, and what became of it by the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from accounts.models import Trail
from disputes.models import Agreement, BreachFollowUp, FollowUp, Party, Promise, Signature
from disputes.models.promise import FOLLOW_BREACH_DAYS
from disputes.transitions.follow_up import performance_of
from reports.demo.county import at, told
from reports.demo.dispute_rows import Rows

# What, in which way, the most yuan it may cost (0: it is not about money).
PAYMENTS = (
    ("支付赡养费", "transfer", 3000),
    ("付清医药费", "cash", 6000),
    ("归还借款", "transfer", 20000),
    ("赔偿损失", "cash", 4000),
)
DEEDS = (
    ("清走堆在界沟上的砖和柴，恢复排水", "deed"),
    ("归还借用的农具", "goods"),
    ("不再到对方门前吵闹", "refrain"),
)
PROOFS = ("收条一张", "转账记录", "调解员到场看过", "双方电话里都说办妥了")
BROKEN = "到期没有办，说手头紧，要等年底。"
URGED = "上门督促，对方答应一周内办。"
MEDIATED = "双方重新谈过，约定分两次付清。"
TOLD = "已告知可以就协议向人民法院起诉。"


def promised(agreement: Agreement, parties: list[Party], until: date, rows: Rows) -> None:
    """One or two promises of the respondent to the applicant; most are kept in time, some broken
    and followed up, some late and not looked into yet."""
    dice = Random(str(agreement.dispute.uid))  # noqa: S311
    applicant, respondent = parties
    payment = dice.choice(PAYMENTS)
    lines: list[tuple[str, str, int | None]] = [
        (payment[0], payment[1], dice.randint(4, payment[2] // 100) * 10000)
    ]
    if dice.random() < 0.4:
        what, way = dice.choice(DEEDS)
        lines.append((what, way, None))
    for ordinal, (what, way, amount) in enumerate(lines, 1):
        promise = Promise(
            matter=agreement.matter,
            dispute=agreement.dispute,
            agreement=agreement,
            village_id=agreement.village_id,
            ordinal=ordinal,
            by_party=respondent,
            to_party=applicant,
            what=what,
            way=way,
            amount=amount,
            due_on=agreement.agreed_on + timedelta(days=dice.choice((0, 15, 30, 60))),
        )
        rows.promises.append(promise)
        if agreement.effective_on is not None:
            _become(promise, agreement, dice, until, rows)


def visited_by(agreement: Agreement, party: Party, on: date, dice: Random, rows: Rows) -> FollowUp:
    """The applicant says how it went: what was not kept by then is broken by then."""
    found: dict[str, str] = {}
    states = []
    for promise in (p for p in rows.promises[-2:] if p.agreement is agreement):
        if promise.performed_on:
            promise.performed_on = min(promise.performed_on, on)
        elif promise.due_on >= on:
            found[str(promise.ordinal)] = "not_due"
        else:
            found[str(promise.ordinal)] = "not"
            promise.breached_on = min(promise.breached_on or on, on)
            promise.breached_words = promise.breached_words or BROKEN
            promise.version = max(promise.version, 2)
            promise.status = "breached"
        states.append(found.get(str(promise.ordinal), "performed"))
    return FollowUp(
        matter=agreement.matter,
        dispute=agreement.dispute,
        village_id=agreement.village_id,
        party=party,
        visited_on=on,
        way=dice.choice(("home", "home", "phone")),
        performance=performance_of(states),
        found=found,
        satisfaction=dice.choices(("satisfied", "partly", "not"), (80, 15, 5))[0],
        notes="双方均按约定办理。" if set(states) == {"performed"} else "已问清原因，约好再办。",
        recorded_by=agreement.recorded_by,
        recorded_at=at(on, 17),
    )


def signed(agreement: Agreement, parties: list[Party], on: date, rows: Rows) -> None:
    """Both parties sign on one day."""
    agreement.parties_signed_on = on
    rows.signatures += [
        Signature(
            matter=agreement.matter,
            agreement=agreement,
            party=party,
            village_id=agreement.village_id,
            signed_on=on,
            manner="name",
            recorded_by=agreement.recorded_by,
        )
        for party in parties
    ]


def _become(promise: Promise, agreement: Agreement, dice: Random, until: date, rows: Rows) -> None:
    lot = dice.random()
    span = (promise.due_on - agreement.agreed_on).days
    kept = agreement.agreed_on + timedelta(days=dice.randint(0, span))
    if lot < 0.86:
        if kept <= until:
            promise.status, promise.performed_on = "performed", kept
            promise.performed_words, promise.version = dice.choice(PROOFS), 2
        return
    broken = promise.due_on + timedelta(days=dice.randint(1, 5))
    if lot > 0.97 or broken > until:
        return
    promise.status, promise.breached_on, promise.breached_words = "breached", broken, BROKEN
    promise.version = 2
    _followed(promise, agreement, dice, until, rows)


def _followed(
    promise: Promise, agreement: Agreement, dice: Random, until: date, rows: Rows
) -> None:
    assert promise.breached_on
    day = promise.breached_on
    steps = (("urged", URGED), ("mediated", MEDIATED), ("told", TOLD))[: dice.randint(0, 3)]
    for step, words in steps:
        day += timedelta(days=dice.randint(2, FOLLOW_BREACH_DAYS))
        if day > until:
            return
        rows.breaches.append(
            BreachFollowUp(
                matter=promise.matter,
                promise=promise,
                village_id=promise.village_id,
                step=step,
                done_on=day,
                words=words,
                next_on=None if step == "told" else day + timedelta(days=FOLLOW_BREACH_DAYS),
                recorded_by=agreement.recorded_by,
            )
        )
        promise.version += 1


def trail_of(rows: Rows) -> Iterator[Trail]:
    """As the verbs would have told of it."""
    for promise in rows.promises:
        if promise.performed_on:
            yield _told(promise, "perform", promise.performed_on, "open", {"proof": False})
        if promise.breached_on:
            yield _told(promise, "breach", promise.breached_on, "open", {})
    for did in rows.breaches:
        next_on = str(did.next_on) if did.next_on else None
        more: dict[str, object] = {"step": did.step, "next_on": next_on}
        yield _told(did.promise, "follow", did.done_on, "breached", more)


def _told(promise: Promise, act: str, day: date, was: str, more: dict[str, object]) -> Trail:
    status = "performed" if act == "perform" else "breached"
    return told(
        f"dispute.{act}",
        by=promise.agreement.recorded_by,
        on=promise.dispute,
        place=promise.village_id,
        day=day,
        hour=16,
        before={"promise": promise.ordinal, "status": was},
        after={"promise": promise.ordinal, "status": status, "on": str(day), **more},
    )
