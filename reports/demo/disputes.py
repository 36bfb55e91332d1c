"""Disputes of a demo year, from intake to return visit, numbered in order of acceptance."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts.models import Trail, User
from campaigns.models import Division
from disputes.models import (
    Agreement,
    BreachFollowUp,
    Category,
    Dispute,
    DisputeMediator,
    DisputeNumber,
    DisputeType,
    FollowUp,
    Matter,
    MatterHandOver,
    MediationSession,
    Party,
    Promise,
    Route,
    SafetyCheck,
    Signature,
    Topic,
)
from disputes.models.dispute import MEDIATION_DAYS
from disputes.party_keys import keys_of
from disputes.receipts import new_receipt, receipt_hash
from disputes.transitions.dispute import CATEGORIES
from disputes.transitions.number import written
from reports.demo import words
from reports.demo.county import County, at
from reports.demo.dispute_rows import Rows
from reports.demo.dispute_trail import trail_of
from reports.demo.homes import new_uid
from reports.demo.promises import promised, signed, visited_by

KINDS = ("marriage",) * 11 + (
    "neighbours", "neighbours", "neighbours", "housing", "contract", "damage", "damage", "land",
    "land", "labour", "consumer", "traffic", "property", "other",
)  # fmt: skip
SOURCES = ("visit",) * 5 + ("village",) * 4 + (
    "screening", "screening", "hotline", "hotline", "letter", "court", "police", "department",
)  # fmt: skip
REQUEST = "请求调解，早日了结。"
RECENT_DAYS = 25  # what came in since may still wait; older matters have come to an end
SIGNING_DAYS = 10  # a written agreement younger than this still waits for mediator and seal
PLACES = ("村调解室", "当事人家中", "镇矛调中心", "妇女之家")


def disputes(county: County) -> None:
    """Two to six a village: most settled, some ended, declined, open or passed up."""
    rows = Rows()
    for village in county.villages:
        dice = county.dice("disputes", village.code)
        for _ in range(dice.randint(2, 6)):
            _dispute(county, village, dice, rows)
    _number(county, rows.disputes)
    _follow(rows)
    Matter.objects.bulk_create(rows.matters, batch_size=2000)
    Dispute.objects.bulk_create(rows.disputes, batch_size=2000)
    Party.objects.bulk_create(rows.parties, batch_size=5000)
    MatterHandOver.objects.bulk_create(rows.hand_overs, batch_size=2000)
    SafetyCheck.objects.bulk_create(rows.checks, batch_size=4000)
    DisputeMediator.objects.bulk_create(rows.mediators, batch_size=4000)
    MediationSession.objects.bulk_create(rows.sessions, batch_size=4000)
    Agreement.objects.bulk_create(rows.agreements, batch_size=4000)
    Signature.objects.bulk_create(rows.signatures, batch_size=5000)
    Promise.objects.bulk_create(rows.promises, batch_size=4000)
    BreachFollowUp.objects.bulk_create(rows.breaches, batch_size=4000)
    FollowUp.objects.bulk_create(rows.follow_ups, batch_size=4000)
    Trail.objects.bulk_create(trail_of(rows), batch_size=5000)


def _follow(rows: Rows) -> None:
    """Matters stand as their mediations do, as the verbs would have left them."""
    for dispute in rows.disputes:
        matter, done = dispute.matter, dispute.status in Dispute.DONE
        matter.status = Matter.Status.DONE if done else Matter.Status.HANDLING
        matter.closed_on = _done_on(dispute, rows) if done else None
        matter.owner = dispute.mediator or matter.owner
        matter.version = 2  # received and sorted
    for row in rows.hand_overs:
        matter = row.matter
        matter.version, matter.unit_id = 3, row.unit_id
        if not matter.dispute.mediator_id and row.answered_by:
            matter.owner = row.answered_by


def _handed_up(county: County, dispute: Dispute, town: User, rows: Rows) -> None:
    """The township took what the village passed up, the same day."""
    day = dispute.passed_up_on
    assert day is not None
    now, matter = at(day, 10), dispute.matter
    rows.hand_overs.append(
        MatterHandOver(
            matter=matter,
            place_id=dispute.village_id,
            giver=dispute.taken_in_by,
            giver_unit_id=dispute.village_id,
            unit_id=county.township_of(dispute.village_id),
            channel=matter.channel,
            received_on=matter.received_on,
            asked=dispute.passed_up_reason,
            basis=MatterHandOver.Basis.DUTY,
            ground="村里调解不了的，依法由乡镇调解（人民调解法第八条）",
            passes_up=True,
            status=MatterHandOver.Status.ACCEPTED,
            offered_by=dispute.taken_in_by,
            offered_at=now,
            offered_on=day,
            due_at=now + timedelta(days=2),
            answered_by=town,
            answered_at=now + timedelta(hours=1),
            seen_at=now + timedelta(hours=2),
        )
    )


def _done_on(dispute: Dispute, rows: Rows) -> date:
    visits = {visit.dispute.uid: visit.visited_on for visit in rows.follow_ups}
    return visits.get(dispute.uid) or dispute.ended_on or dispute.taken_in_on + timedelta(days=3)


def _number(county: County, rows: list[Dispute]) -> None:
    accepted = [d for d in rows if d.accepted_on]
    accepted.sort(key=lambda d: (d.accepted_on, d.village_id, d.taken_in_on))
    names = {t.code: t.name for t in county.townships}
    year = county.campaign.year
    for serial, dispute in enumerate(accepted, 1):
        township = names[county.township_of(dispute.village_id)]
        dispute.serial = serial
        dispute.number = written(year, county.division.name, township, serial)
    DisputeNumber.objects.update_or_create(
        county=county.division, year=year, defaults={"last": len(accepted)}
    )


def _dispute(county: County, village: Division, dice: Random, rows: Rows) -> None:
    start = date(county.campaign.year, 1, 3)
    taken = start + timedelta(days=dice.randint(0, (county.until - start).days))
    kind = dice.choice(KINDS)
    uid, channel = new_uid(dice), dice.choice(SOURCES)
    brief = dice.choice(words.BRIEFS[kind])
    worker = county.workers[village.code][0]
    receipt = new_receipt()
    matter = Matter(
        place=village,
        unit=village,
        owner=worker,
        channel=channel,
        category=CATEGORIES.get(DisputeType(kind), Category.OTHER),
        received_on=taken,
        received_by=worker,
        brief=brief,
        request=REQUEST,
        receipt=receipt,
        receipt_hash=receipt_hash(receipt),
        route=Route.MEDIATION,
        sorted_on=taken,
    )
    rows.matters.append(matter)
    dispute = Dispute(
        uid=uid,
        matter=matter,
        village=village,
        kind=kind,
        brief=brief,
        request=REQUEST,
        taken_in_on=taken,
        version=2,  # both sides were asked at once
        taken_in_by=worker,
    )
    rows.disputes.append(dispute)
    lot = dice.random()
    refuses = lot > 0.975
    is_recent = (county.until - taken).days < RECENT_DAYS
    waits = lot > 0.96 or (is_recent and lot > 0.7)
    consent = "refused" if refuses else "asked" if waits else "given"
    asked = min(taken + timedelta(days=dice.randint(0, 2)), county.until)
    for side, agrees in (("applicant", "given"), ("respondent", consent)):
        rows.parties.append(
            Party(
                matter=matter,
                dispute=dispute,
                place=village,
                side=side,
                name=(name := words.person(dice)),
                keys=keys_of(name),
                consent=agrees,
                consent_on=None if agrees == "asked" else asked,
            )
        )
    if refuses:
        _end(dispute, "refused", asked, "对方明确表示不愿调解。")
    elif consent == "asked":
        if not is_recent:
            dispute.status, dispute.version = "declined", 3
            dispute.declined_reason = "不属于民间纠纷，已告知向有关部门反映。"
    else:
        _go_on(county, dispute, dice, rows, asked)


def _go_on(county: County, dispute: Dispute, dice: Random, rows: Rows, asked: date) -> None:
    until, skill = county.until, county.skill(dispute.village_id)
    accepted = asked + timedelta(days=dice.randint(0, 2))
    if accepted > until:
        return
    mediator = county.workers[dispute.village_id][dice.random() < 0.4]
    dispute.status, dispute.accepted_on, dispute.mediator = "accepted", accepted, mediator
    dispute.due_on, dispute.version = accepted + timedelta(days=MEDIATION_DAYS), 4
    dispute.rights_told_on = accepted
    _ask(dispute, asked, rows)
    leads = _lead(dispute, mediator, accepted, rows)
    if dice.random() < 0.05 and accepted < until:
        mediator = county.workers[county.township_of(dispute.village_id)][0]
        dispute.passed_up_on = accepted + timedelta(days=1)
        dispute.passed_up_at = at(dispute.passed_up_on, 10)
        dispute.passed_up_reason = "涉及面较大，请镇里牵头。"
        dispute.mediator, dispute.version = None, dispute.version + 1
        _handed_up(county, dispute, mediator, rows)
        leads.until, leads.end_reason = dispute.passed_up_on, dispute.passed_up_reason
    day = accepted
    for ordinal in range(1, dice.choice((1, 1, 2, 3)) + 1):
        day += timedelta(days=dice.randint(1, 7))
        if day > until:
            return
        dispute.status, dispute.version = "mediating", dispute.version + 1
        if dispute.mediator is None:
            _lead(dispute, mediator, day, rows)
        dispute.mediator = mediator
        rows.sessions.append(
            MediationSession(
                client_uuid=new_uid(dice),
                matter=dispute.matter,
                dispute=dispute,
                village_id=dispute.village_id,
                ordinal=ordinal,
                held_on=day,
                place=dice.choice(PLACES),
                attendants="双方当事人、村干部",
                notes="听取双方意见，讲明法律规定，逐项商量解决办法。",
                result="again",
                recorded_by=mediator,
                recorded_at=at(day, 17),
            )
        )
    if dice.random() < skill + 0.02:
        rows.sessions[-1].result = "agreed"
        _agree(county, dispute, dice, rows, day, mediator, skill)
    elif (until - day).days > RECENT_DAYS:
        rows.sessions[-1].result = "not_agreed"
        _end(
            dispute,
            dice.choice(("failed", "failed", "withdrawn", "referred")),
            day,
            "多次调解，双方差距仍大。",
        )


def _ask(dispute: Dispute, asked: date, rows: Rows) -> None:
    """Nothing of danger was told."""
    rows.checks.append(
        SafetyCheck(
            matter=dispute.matter,
            dispute=dispute,
            village_id=dispute.village_id,
            asked_on=asked,
            subjects=[Topic.OTHER],
            violence_now=False,
            violence_known=False,
            injury_appraisal=False,
            crime_suspected=False,
            recorded_by=dispute.taken_in_by,
        )
    )


def _lead(dispute: Dispute, person: User, since: date, rows: Rows) -> DisputeMediator:
    term = DisputeMediator(
        matter=dispute.matter,
        dispute=dispute,
        village_id=dispute.village_id,
        person=person,
        role="lead",
        since=since,
        recorded_by=person,
    )
    rows.mediators.append(term)
    return term


def _agree(
    county: County, dispute: Dispute, dice: Random, rows: Rows, day: date, by: User, skill: float
) -> None:
    oral = dice.random() < 0.35
    waits = not oral and (county.until - day).days < SIGNING_DAYS
    parties = rows.parties[-2:]  # of this dispute, made last
    agreement = Agreement(
        matter=dispute.matter,
        dispute=dispute,
        village_id=dispute.village_id,
        form="oral" if oral else "written",
        facts="" if oral else dispute.brief,
        issue="" if oral else "钱怎么算、活怎么分、以后怎么相处。",
        responsibility="" if oral else "双方都有不当之处，被申请人承担主要责任。",
        terms=dice.choice(words.TERMS),
        performance=dice.choice(words.PERFORMANCES),
        copies=None if oral else 3,
        agreed_on=day,
        effective_on=None if waits else day,
        effective_at=None if waits else at(day, 18),
        mediator_signed_on=None if oral or waits else day,
        sealed_on=None if oral or waits else day,
        registered=oral and dice.random() < skill + 0.05,
        recorded_by=by,
    )
    agreement.registered_at = at(day, 18) if agreement.registered else None
    rows.agreements.append(agreement)
    if not oral and not (waits and dice.random() < 0.5):
        signed(agreement, parties, day, rows)
        dispute.version += 1
    promised(agreement, parties, county.until, rows)
    dispute.version += 1
    if waits:
        return
    dispute.status = "settled"
    visited = day + timedelta(
        days=dice.randint(8, 28) if dice.random() < skill else dice.randint(31, 50)
    )
    if visited <= county.until:
        rows.follow_ups.append(visited_by(agreement, parties[0], visited, dice, rows))
        dispute.status, dispute.version = "revisited", dispute.version + 1


def _end(dispute: Dispute, ending: str, day: date, reason: str) -> None:
    dispute.status, dispute.ending, dispute.ended_on = "ended", ending, day
    dispute.ended_reason, dispute.remedies_told_on = reason, day
    dispute.version += 1
