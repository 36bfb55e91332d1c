"""The trail of a demo year's disputes, as the verbs would have written it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import Trail, User
from disputes.models import Agreement, Dispute, Party
from reports.demo.county import told
from reports.demo.dispute_rows import Rows
from reports.demo.promises import trail_of as promises_trail


def trail_of(rows: Rows) -> Iterator[Trail]:
    parties: dict[int, list[Party]] = defaultdict(list)
    for party in rows.parties:
        assert party.dispute_id
        parties[party.dispute_id].append(party)
    for dispute in rows.disputes:
        yield _told(
            dispute,
            "take_in",
            dispute.taken_in_by,
            dispute.taken_in_on,
            "taken_in",
            9,
            {"source": dispute.source, "kind": dispute.kind},
            before=None,
        )
        yield from _asked(dispute, parties[dispute.pk])
        if dispute.status == "declined":
            day = dispute.taken_in_on + timedelta(days=3)
            yield _told(
                dispute, "decline", dispute.taken_in_by, day, "declined", 11, {}, "taken_in"
            )
        yield from _course(dispute)
    for check in rows.checks:
        yield told(
            "dispute.check",
            by=check.recorded_by,
            on=check.dispute,
            place=check.village_id,
            day=check.asked_on,
            hour=10,
            before={},
            after={"on": str(check.asked_on), "calm": True},
        )
    for session in rows.sessions:
        more = {"ordinal": session.ordinal, "result": session.result}
        was = "accepted" if session.ordinal == 1 else "mediating"
        yield _told(
            session.dispute,
            "mediate",
            session.recorded_by,
            session.held_on,
            "mediating",
            15,
            more,
            was,
        )
    for agreement in rows.agreements:
        yield from _agreed(agreement)
    yield from promises_trail(rows)
    for visit in rows.follow_ups:
        found: dict[str, object] = {
            "performance": visit.performance,
            "satisfaction": visit.satisfaction,
        }
        yield _told(
            visit.dispute,
            "revisit",
            visit.recorded_by,
            visit.visited_on,
            "revisited",
            10,
            found,
            "settled",
        )


def _agreed(agreement: Agreement) -> Iterator[Trail]:
    """An oral one settles at once; a written one is drafted, then signed."""
    dispute, by, day = agreement.dispute, agreement.recorded_by, agreement.agreed_on
    told_: dict[str, object] = {"form": agreement.form}
    if agreement.form == "oral":
        told_ |= {"registered": agreement.registered}
        yield _told(dispute, "settle", by, day, "settled", 17, told_, "mediating")
        return
    draft: dict[str, object] = told_ | {"draft": True}
    yield _told(dispute, "settle", by, day, "mediating", 17, draft, "mediating")
    if agreement.parties_signed_on:
        whole = agreement.effective_on is not None
        status = "settled" if whole else "mediating"
        who: dict[str, object] = {"parties": [], "mediator": whole, "seal": whole}
        yield _told(dispute, "sign", by, day, status, 18, told_ | who, "mediating")


def _course(dispute: Dispute) -> Iterator[Trail]:
    if dispute.accepted_on:
        by = dispute.mediator or dispute.taken_in_by
        given: dict[str, object] = {
            "number": dispute.number,
            "mediator": by.pk,
            "due_on": str(dispute.due_on),
        }
        yield _told(dispute, "accept", by, dispute.accepted_on, "accepted", 11, given, "taken_in")
    if dispute.passed_up_on:
        yield _told(
            dispute,
            "pass_up",
            dispute.taken_in_by,
            dispute.passed_up_on,
            "accepted",
            12,
            {},
            "accepted",
        )
    if dispute.ended_on:
        told_: dict[str, object] = {
            "ending": dispute.ending,
            "remedies_told_on": str(dispute.remedies_told_on),
        }
        was = "mediating" if dispute.accepted_on else "taken_in"
        by = dispute.mediator or dispute.taken_in_by
        yield _told(dispute, "end", by, dispute.ended_on, "ended", 16, told_, was)


def _asked(dispute: Dispute, parties: list[Party]) -> Iterator[Trail]:
    answered = {str(p.pk): p.consent for p in parties if p.consent_on}
    days = [p.consent_on for p in parties if p.consent_on]
    if days:
        yield told(
            "dispute.consent",
            by=dispute.taken_in_by,
            on=dispute,
            place=dispute.village_id,
            day=days[0],
            hour=10,
            before={"parties": dict.fromkeys(answered, "asked")},
            after={"parties": answered, "on": str(days[0])},
        )


def _told(
    dispute: Dispute,
    act: str,
    by: User,
    day: date,
    status: str,
    hour: int,
    more: dict[str, object],
    before: str | None,
) -> Trail:
    return told(
        f"dispute.{act}",
        by=by,
        on=dispute,
        place=dispute.village_id,
        day=day,
        hour=hour,
        before={} if before is None else {"status": before},
        after={"status": status, "on": str(day), **more},
    )
