"""Verbs of a committee's seats: somebody takes one, changes her role, leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes.committee_rules import MOST
from disputes.models import CommitteeSeat, MediationCommittee, MediatorEntry
from disputes.transitions import committee as committees
from disputes.transitions import mediator_entry as entries

Role = CommitteeSeat.Role


@transaction.atomic
def take_seat(
    committee: MediationCommittee,
    *,
    role: str,
    since: date,
    adult: bool,
    by: User,
    user: User | None = None,
    name: str = "",
    sex: str = "",
    phone: str = "",
    version: int | None = None,
) -> CommitteeSeat:
    """A member of the committee; members are mediators (人民调解法 art. 13), so she enters the
    roster, or is a member there from now on where she was an appointed mediator. Nine seats at
    most (art. 8); a new chair makes the present one a member."""
    row = committees.locked(committee, by, Act.COMMITTEE_SEAT, "seat", _("增补委员"))
    require_version(row, version, {}, ())
    held = row.seats_held
    if len(held) >= MOST:
        raise NotTheMoment(
            _("委员已有 %(n)d 人，最多 %(n)d 人（人民调解法第八条）。") % {"n": MOST}
        )
    errors: dict[str, str] = {}
    if role not in Role.values:
        errors["role"] = _("请选职务。")
    if not row.established_on <= since <= timezone.localdate():
        errors["since"] = _("日期要在调委会设立以后，不晚于今天。")
    person = entries.person(row.place, user=user, name=name, sex=sex, errors=errors)
    phone = entries.read_number(phone, errors)
    entries.require_adult(adult, errors)
    if user is not None and any(seat.entry.user_id == user.pk for seat in held):
        errors["user"] = _("她（他）已是委员。")
    if errors:
        raise Invalid(errors)
    entry = _entry(row, person, since, by)
    entries.keep_phone(entry, phone)
    if role == Role.CHAIR:
        _step_down(row)
    seat = CommitteeSeat.objects.create(
        place_id=row.place_id, committee=row, entry=entry, role=role, since=since
    )
    committees.save(row)
    _told(seat, by, {"taken": role})
    return seat


@transaction.atomic
def change_role(
    seat: CommitteeSeat, *, role: str, by: User, version: int | None = None
) -> CommitteeSeat:
    """Another role in the same committee; a new chair makes the present one a member, so that
    there is one chair at every moment (人民调解法 art. 8)."""
    row, committee = _held(seat, by, version, _("调整职务"))
    if role not in Role.values:
        raise Invalid({"role": _("请选职务。")})
    if role == row.role:
        return row
    before = {"role": row.role}
    if role == Role.CHAIR:
        _step_down(committee)
    row.role = role
    row.save(update_fields=["role"])
    committees.save(committee)
    _told(row, by, {"role": role}, before)
    return row


@transaction.atomic
def leave_seat(
    seat: CommitteeSeat, *, until: date, reason: str, by: User, version: int | None = None
) -> CommitteeSeat:
    """A member leaves; she is no mediator of the committee any more. What the committee then lacks
    its page says at once, and it has to be filled."""
    row, committee = _held(seat, by, version, _("办理离任"))
    if not (reason := reason.strip()):
        raise Invalid({"reason": _("请写明离任原因，例如“外出务工”。")})
    if not row.since <= until <= timezone.localdate():
        raise Invalid({"until": _("日期要在任职以后，不晚于今天。")})
    row.until, row.end_reason = until, reason
    row.save(update_fields=["until", "end_reason"])
    entries.close(row.entry, until, reason)
    committees.save(committee)
    _told(row, by, {"left": str(until)})
    return row


def _held(
    seat: CommitteeSeat, by: User, version: int | None, words: str
) -> tuple[CommitteeSeat, MediationCommittee]:
    """The seat and its committee, locked in this order: committee, seat."""
    found = CommitteeSeat.objects.select_related("committee").fetch(by, pk=seat.pk)
    committee = committees.locked(found.committee, by, Act.COMMITTEE_SEAT, "seat", words)
    require_version(committee, version, {}, ())
    row = CommitteeSeat.objects.select_related("entry").locked(by, pk=seat.pk)
    if row.until is not None:
        raise NotTheMoment(_("她（他）已经离任。"))
    return row, committee


def _entry(
    committee: MediationCommittee, person: dict[str, Any], since: date, by: User
) -> MediatorEntry:
    """Her line of the roster: the one she has as an appointed mediator here, or a new one."""
    user = person["user"]
    if user is not None:
        known = committee.mediators.filter(user=user, ended_on__isnull=True).first()
        if known is not None:
            known.kind, known.version = MediatorEntry.Kind.MEMBER, known.version + 1
            known.save(update_fields=["kind", "version"])
            return known
    return MediatorEntry.objects.create(
        place_id=committee.place_id,
        committee=committee,
        kind=MediatorEntry.Kind.MEMBER,
        appointed_on=since,
        recorded_by=by,
        **person,
    )


def _step_down(committee: MediationCommittee) -> None:
    """The present chair, if there is one, is a member from now on."""
    committee.seats.filter(role=Role.CHAIR, until__isnull=True).update(role=Role.MEMBER)


def _told(
    seat: CommitteeSeat,
    by: User,
    after: dict[str, object],
    before: dict[str, Any] | None = None,
) -> None:
    trail.record(
        Act.COMMITTEE_SEAT,
        by=by,
        on=seat,
        place=seat.place_id,
        before=before,
        after={"committee": seat.committee_id, "entry": seat.entry_id} | after,
    )
