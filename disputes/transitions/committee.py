"""Verbs of a mediation committee: drafted, changed, in office, a new term, given up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from disputes.committee_rules import term_until
from disputes.models import CommitteeSeat, MediationCommittee, MediatorEntry
from disputes.models.committee import LEVELS

Status = MediationCommittee.Status


@transaction.atomic
def form_committee(
    place: Division,
    *,
    name: str,
    kind: str,
    established_on: date,
    by: User,
    seal_kept_by: str = "",
) -> MediationCommittee:
    """Draft a committee of a village, a township or (of a branch of trade) a township or county
    (人民调解法 art. 8, 34). It is in office only once its members fulfil art. 8."""
    acts.require(by, Act.COMMITTEE_FORM, place.code)
    errors = {}
    if not (name := name.strip()):
        errors["name"] = _("请填写名称，例如“前六段村人民调解委员会”。")
    if kind not in LEVELS or place.level not in LEVELS[kind]:
        errors["kind"] = _("这一级不设这种调委会。")
    if established_on > timezone.localdate():
        errors["established_on"] = _("日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    try:
        with transaction.atomic():
            row = MediationCommittee.objects.create(
                place=place,
                name=name,
                kind=kind,
                established_on=established_on,
                seal_kept_by=seal_kept_by.strip(),
                recorded_by=by,
            )
    except IntegrityError:
        raise Invalid({"name": _("这里已有同名的调委会。")}) from None
    _told(Act.COMMITTEE_FORM, row, by, {"kind": kind})
    return row


@transaction.atomic
def change_committee(
    committee: MediationCommittee,
    *,
    name: str,
    seal_kept_by: str,
    by: User,
    version: int | None = None,
) -> MediationCommittee:
    """Correct the name, or who keeps the seal."""
    row = locked(committee, by, Act.COMMITTEE_CHANGE, "change", _("修改"))
    typed = {"name": name.strip(), "seal_kept_by": seal_kept_by.strip()}
    require_version(row, version, typed, tuple(typed))
    if not typed["name"]:
        raise Invalid({"name": _("请填写名称。")})
    changed = {n: v for n, v in typed.items() if getattr(row, n) != v}
    if not changed:
        return row
    try:
        with transaction.atomic():
            save(row, **changed)
    except IntegrityError:
        raise Invalid({"name": _("这里已有同名的调委会。")}) from None
    _told(Act.COMMITTEE_CHANGE, row, by, {"changed": sorted(changed)})
    return row


@transaction.atomic
def install_committee(
    committee: MediationCommittee, *, term_since: date, by: User, version: int | None = None
) -> MediationCommittee:
    """Into office for three years, once it has 3–9 members, one chair and a woman
    (人民调解法 art. 8, 9)."""
    row = locked(committee, by, Act.COMMITTEE_INSTALL, "install", _("办理履职"))
    require_version(row, version, {}, ())
    _require_whole(row)
    _require_term_day(row, term_since, row.established_on)
    until = term_until(term_since)
    save(row, status=Status.IN_OFFICE, term_since=term_since, term_until=until)
    _told(Act.COMMITTEE_INSTALL, row, by, {"until": str(until)}, {"status": Status.DRAFT})
    return row


@transaction.atomic
def renew_committee(
    committee: MediationCommittee, *, term_since: date, by: User, version: int | None = None
) -> MediationCommittee:
    """A new term of three years after the election (人民调解法 art. 9); who left and who came is
    told by the seats before."""
    row = locked(committee, by, Act.COMMITTEE_RENEW, "renew", _("换届"))
    require_version(row, version, {}, ())
    _require_whole(row)
    assert row.term_since is not None
    _require_term_day(row, term_since, row.term_since, later=True)
    before, until = {"until": str(row.term_until)}, term_until(term_since)
    save(row, term_since=term_since, term_until=until)
    _told(Act.COMMITTEE_RENEW, row, by, {"until": str(until)}, before)
    return row


@transaction.atomic
def end_committee(
    committee: MediationCommittee,
    *,
    ended_on: date,
    reason: str,
    by: User,
    version: int | None = None,
) -> MediationCommittee:
    """Give a committee up; its seats and its mediators' appointments end with it."""
    row = locked(committee, by, Act.COMMITTEE_END, "end", _("撤销"))
    require_version(row, version, {}, ())
    if not (reason := reason.strip()):
        raise Invalid({"reason": _("请写明撤销原因，例如“村已合并”。")})
    if not _last_begin(row) <= ended_on <= timezone.localdate():
        raise Invalid({"ended_on": _("日期要在设立、最近一次任职之后，不晚于今天。")})
    before = {"status": row.status}
    save(row, status=Status.ENDED, ended_on=ended_on, end_reason=reason)
    seats = row.seats.filter(until__isnull=True).update(until=ended_on, end_reason=reason)
    mediators = row.mediators.filter(ended_on__isnull=True).update(
        ended_on=ended_on, end_reason=reason, version=F("version") + 1
    )
    _told(Act.COMMITTEE_END, row, by, {"seats": seats, "mediators": mediators}, before)
    return row


def locked(
    committee: MediationCommittee, by: User, act: Act, moment: str, words: str
) -> MediationCommittee:
    """The committee as it is now, locked: 404 outside the reach, 403, 409."""
    row = MediationCommittee.objects.locked(by, pk=committee.pk)
    acts.require(by, act, row.place_id)
    require_moment(row, moment, words)
    return row


def save(row: MediationCommittee, **values: object) -> None:
    """Set and save the named fields as the next version."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def _require_whole(row: MediationCommittee) -> None:
    """409 with every lack in a sentence."""
    if lacks := row.lacks:
        raise NotTheMoment(_("调委会还不能履职：%(lacks)s") % {"lacks": "".join(lacks)})


def _require_term_day(
    row: MediationCommittee, since: date, earliest: date, *, later: bool = False
) -> None:
    if since > timezone.localdate():
        raise Invalid({"term_since": _("日期不能晚于今天。")})
    if since < earliest or (later and since == earliest):
        words = _("要晚于本届起始日期。") if later else _("不能早于设立日期。")
        raise Invalid({"term_since": words})


def _last_begin(row: MediationCommittee) -> date:
    """The last day something of the committee began."""
    seats = CommitteeSeat.objects.filter(committee=row, until__isnull=True)
    entries = MediatorEntry.objects.filter(committee=row, ended_on__isnull=True)
    days = [*seats.values_list("since", flat=True), *entries.values_list("appointed_on", flat=True)]
    return max([row.established_on, *days])


def _told(
    act: Act,
    row: MediationCommittee,
    by: User,
    after: dict[str, object],
    before: dict[str, Any] | None = None,
) -> None:
    trail.record(act, by=by, on=row, place=row.place_id, before=before, after=after)
