"""整改 with proof of before and after, and looking again by somebody else.

Who may look again: never whoever put it right, nor anybody of the unit it was found in; whoever
found it may, since what is forbidden is judging one's own work (features, complaint 42 and
wish 19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Deduction, Finding, Rectification
from campaigns.transitions.finding import cost, locked_finding, require_scale
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.transitions.wording import require_reason, said

Status = Finding.Status
BEFORE, AFTER = "整改前", "整改后"
PHOTOS_MOST = 6
WORDS_MOST = 1000


@dataclass(frozen=True)
class Done:
    """What was done, with photos in pairs."""

    words: str
    done_on: date
    before: Sequence[bytes] = ()
    after: Sequence[bytes] = ()


def rectifies(user: User, row: Finding) -> bool:
    """Whether she answers for the unit; for a member unit the county types in its paper."""
    return acts_for(user, Act.FINDING_RECTIFY, row.place)


@transaction.atomic
def rectify(finding: Finding, *, done: Done, by: User, version: int | None = None) -> Rectification:
    """The unit says what was done, with at least one photo of after (and before where none was
    taken when it was found)."""
    seen = Finding.objects.select_related("place").fetch(by, uid=finding.uid)
    require_unit(by, Act.FINDING_RECTIFY, seen.place)
    row = locked_finding(finding, by)
    require_moment(row, "rectify", _("报整改"))
    require_version(row, version, {}, ())
    errors: dict[str, str] = {}
    words = said(errors, "words", done.words, WORDS_MOST, _("请写怎样整改的。"))
    assert row.order is not None  # ordered
    if not row.order.issued_on <= done.done_on <= timezone.localdate():
        errors["done_on"] = _("整改日期要在下达整改和今天之间。")
    has_before = bool(done.before) or row.files.kept().filter(medium="photo").exists()
    if not has_before:
        errors["before"] = _("请附整改前的照片。")
    if not done.after:
        errors["after"] = _("请附整改后的照片。")
    if len(done.before) > PHOTOS_MOST or len(done.after) > PHOTOS_MOST:
        errors["after"] = _("前后各最多 %(n)d 张。") % {"n": PHOTOS_MOST}
    if errors:
        raise Invalid(errors)
    assert row.due_on is not None
    made = Rectification.objects.create(
        finding=row,
        place=row.place,
        ordinal=row.rounds.count() + 1,
        due_on=row.due_on,
        words=words,
        done_on=done.done_on,
        done_by=by,
        done_at=timezone.now(),
    )
    for title, name, photos in ((BEFORE, "before", done.before), (AFTER, "after", done.after)):
        for data in photos:
            kept = keep_file(
                "rectification", made, place=row.place_id, title=title, data=data, by=by, field=name
            )
            if kept.medium != "photo":
                raise Invalid({name: _("整改前后只收照片。")})
    row.status, row.version = Status.RECTIFIED, row.version + 1
    row.save(update_fields=["status", "version"])
    _tell(Act.FINDING_RECTIFY, row, made, by)
    return made


def require_rechecker(user: User, row: Finding) -> None:
    """403 unless she works above the unit and did not do the work herself."""
    acts.require(user, Act.FINDING_RECHECK, row.place_id)
    last = row.rounds.last()
    if last is not None and last.done_by_id == user.pk and row.status == Status.RECTIFIED:
        raise Forbidden(_("整改是您报的，要由另一个人复查。"))
    roles = ALLOWED[Act.FINDING_RECHECK]
    above = any(
        p.role in roles and p.covers(row.place_id) and p.division_id != row.place_id
        for p in user.postings_today
    )
    if not above and row.unit_id is None and not user.is_system:
        raise Forbidden(_("由上级单位的人复查，被整改的单位不能自己复查。"))


@transaction.atomic
def recheck(
    finding: Finding,
    *,
    passed: bool,
    words: str,
    by: User,
    next_due: date | None = None,
    version: int | None = None,
) -> Rectification:
    """Look again. Passed: closed. Failed: it costs what the county's scale says, more the next
    time, and a new day is set. What is overdue with nothing handed in can only fail."""
    seen = Finding.objects.select_related("place").fetch(by, uid=finding.uid)
    require_rechecker(by, seen)
    row = locked_finding(finding, by)
    require_moment(row, "recheck", _("复查"))
    require_rechecker(by, row)
    require_version(row, version, {}, ())
    today = timezone.localdate()
    unanswered = row.status == Status.ORDERED
    if unanswered and not row.is_late:
        raise NotTheMoment(_("整改时限还没到，也没有报整改，现在不用复查。"))
    if unanswered and passed:
        raise Invalid({"passed": _("没有报整改情况的，不能认定已整改。")})
    words = require_reason("words", words, WORDS_MOST)
    if not passed and (next_due is None or next_due <= today):
        raise Invalid({"next_due": _("没有整改的，请给出新的时限，要晚于今天。")})
    made = _round(row)
    made.passed, made.recheck_words = passed, words
    made.rechecked_on, made.rechecked_by, made.rechecked_at = today, by, timezone.now()
    made.save()
    if passed:
        row.status, row.ended_on = Status.CLOSED, today
    else:
        _failed(row, made, today)
        row.status, row.due_on = Status.ORDERED, next_due
    row.version += 1
    row.save()
    _tell(Act.FINDING_RECHECK, row, made, by)
    return made


def _round(row: Finding) -> Rectification:
    last = row.rounds.last()
    if last is not None and last.passed is None:
        return last
    assert row.due_on is not None
    return Rectification(
        finding=row, place=row.place, ordinal=row.rounds.count() + 1, due_on=row.due_on
    )


def _failed(row: Finding, made: Rectification, today: date) -> None:
    kind = Deduction.Kind.AGAIN if row.repeats else Deduction.Kind.UNRECTIFIED
    row.repeats += 1
    cost(row, kind, made.ordinal, today, require_scale(row.campaign.county, today))


def _tell(act: Act, row: Finding, made: Rectification, by: User) -> None:
    after = {"status": row.status, "round": made.ordinal, "passed": made.passed}
    trail.record(act, by=by, on=row, place=row.place_id, after=after)
