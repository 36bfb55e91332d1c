"""Verbs of 回避: a tie is declared, its end is asked for and confirmed; a household's files are
opened in an emergency all the same, and that is reviewed (domain C3, C7, features 14)."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.typed import typed_id
from accounts.vault import id_hash
from households.models import EmergencyOpening, Household, Kinship
from households.queries.kinship import is_bound, place_above

REASON_LEAST = 5
OPEN_HOURS = 24  # an emergency opening ends by itself after a day


@transaction.atomic
def declare(household: Household, *, kind: str, by: User, person: User | None = None) -> Kinship:
    """Declare one's own tie to a household within reach; it holds at once. The level above may
    record one for a worker below who forgot (person=).

    Raises Invalid for an unknown kind, NotTheMoment when the tie stands already."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.KINSHIP_DECLARE, home.village_id)
    who = person or by
    if who.pk != by.pk:
        _require_above(by, who, home.village_id)
    if kind not in Kinship.Kind.values:
        raise Invalid({"kind": _("请选是什么关系。")})
    try:
        with transaction.atomic():
            row = Kinship.objects.create(
                person=who,
                household=home,
                village_id=home.village_id,
                kind=kind,
                since=timezone.localdate(),
                declared_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("这一户已经申报过回避。")) from None
    trail.record(
        Act.KINSHIP_DECLARE,
        by=by,
        on=row,
        place=home.village_id,
        after={"person": who.pk, "household": home.pk, "kind": kind},
    )
    return row


@transaction.atomic
def declare_person(*, id_number: str, kind: str, by: User) -> Kinship:
    """Declare a person by ID number, wherever she is registered: every household she belongs to
    is closed to the declarer at once, and whether there is one is not answered. Only the keyed
    hash of the number is kept."""
    place = by.main_posting.division_id if by.main_posting else 0
    acts.require(by, Act.KINSHIP_DECLARE, place)
    if kind not in Kinship.Kind.values or kind == Kinship.Kind.NEIGHBOUR:
        raise Invalid({"kind": _("请选是什么关系。")})
    number = typed_id("id_number", id_number).number
    try:
        with transaction.atomic():
            row = Kinship.objects.create(
                person=by,
                person_hash=id_hash(number),
                village_id=place,
                kind=kind,
                since=timezone.localdate(),
                declared_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("这个人已经申报过回避。")) from None
    trail.record(Act.KINSHIP_DECLARE, by=by, on=row, place=place, after={"kind": kind})
    return row


@transaction.atomic
def ask_to_end(tie: Kinship, *, reason: str, by: User) -> Kinship:
    """Ask the level above to end one's own tie; it holds until confirmed."""
    row = Kinship.objects.fetch(by, uid=tie.uid)
    acts.require(by, Act.KINSHIP_DECLARE, row.village_id)
    if row.person_id != by.pk:
        raise Forbidden(_("只能申请解除本人的回避。"))
    if row.until is not None or row.end_asked_on is not None:
        raise NotTheMoment(_("这项回避已经解除，或已在等上级确认。"))
    _require_reason(reason)
    # The database lets nobody change her own tie (seal_sql.guards): the system writes it down.
    with scope.as_system() as system:
        row = Kinship.objects.locked(system, uid=tie.uid)
        row.end_asked_on, row.end_reason = timezone.localdate(), reason.strip()
        row.save(update_fields=["end_asked_on", "end_reason"])
    trail.record(
        Act.KINSHIP_DECLARE,
        by=by,
        on=row,
        place=row.village_id,
        after={"end_asked_on": str(row.end_asked_on)},
    )
    return row


@transaction.atomic
def confirm_end(tie: Kinship, *, agreed: bool, reason: str, by: User) -> Kinship:
    """The level above ends a worker's tie, asked for or not, or refuses to; never her own."""
    row = Kinship.objects.fetch(by, uid=tie.uid)
    acts.require(by, Act.KINSHIP_END, row.village_id)
    if row.person_id == by.pk:
        raise Forbidden(_("本人的回避由上一级解除。"))
    row = Kinship.objects.locked(by, uid=tie.uid)
    _require_above(by, row.person, row.village_id)
    if row.until is not None:
        raise NotTheMoment(_("这项回避已经解除。"))
    _require_reason(reason)
    row.end_asked_on = None if not agreed else row.end_asked_on
    if agreed:
        row.until, row.ended_by, row.end_reason = timezone.localdate(), by, reason.strip()
    row.save(update_fields=["end_asked_on", "until", "ended_by", "end_reason"])
    trail.record(
        Act.KINSHIP_END,
        by=by,
        on=row,
        place=row.village_id,
        after={"agreed": agreed},
    )
    return row


@transaction.atomic
def open_in_emergency(household: Household, *, reason: str, by: User) -> EmergencyOpening:
    """Somebody is in danger and the only one at hand has to stand aside: her tie to the household
    is set aside for 24 hours, with a reason; the level above is told and reviews it the next
    day. Whether there is any file is not answered. Written as the system: no SQL of hers can."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.EMERGENCY_OPEN, home.village_id)
    if not is_bound(by, home):
        raise NotTheMoment(_("您对这一户没有回避关系，不用紧急打开。"))
    running = EmergencyOpening.objects.visible_to(by).running().filter(person=by, household=home)
    if running.exists():
        raise NotTheMoment(_("这一户您已经紧急打开，还没有到期。"))
    _require_reason(reason)
    now = timezone.now()
    above = place_above(by, home.village_id)
    with scope.as_system():
        row = EmergencyOpening.objects.create(
            household=home,
            village_id=home.village_id,
            person=by,
            reason=reason.strip(),
            opened_at=now,
            until=now + timedelta(hours=OPEN_HOURS),
            review_place_id=above,
            review_due=timezone.localdate(now) + timedelta(days=1),
        )
    trail.record(
        Act.EMERGENCY_OPEN,
        by=by,
        on=row,
        place=home.village_id,
        after={"household": home.pk, "review_place": above},
    )
    return row


@transaction.atomic
def review_opening(
    opening: EmergencyOpening, *, verdict: str, words: str, by: User
) -> EmergencyOpening:
    """The level above looks at an opening: it was needed, or it was not, with a sentence."""
    row = EmergencyOpening.objects.fetch(by, uid=opening.uid)
    acts.require(by, Act.EMERGENCY_REVIEW, row.review_place_id)
    if row.person_id == by.pk:
        raise Forbidden(_("不能复核自己的紧急打开。"))
    row = EmergencyOpening.objects.locked(by, uid=opening.uid)
    if row.reviewed_at is not None:
        raise NotTheMoment(_("这次紧急打开已经复核。"))
    if verdict not in EmergencyOpening.Verdict.values:
        raise Invalid({"verdict": _("请选复核结论。")})
    if len(words.strip()) < REASON_LEAST:
        raise Invalid({"words": _("请写复核意见，至少一句话。")})
    row.verdict, row.review_words = verdict, words.strip()
    row.reviewed_at, row.reviewed_by = timezone.now(), by
    row.save(update_fields=["verdict", "review_words", "reviewed_at", "reviewed_by"])
    trail.record(
        Act.EMERGENCY_REVIEW,
        by=by,
        on=row,
        place=row.village_id,
        after={"verdict": verdict},
    )
    return row


def _require_above(by: User, person: User, village: int) -> None:
    """Refuse unless `by` works for the level above `person`'s."""
    if not by.is_system and not acts.may(by, Act.KINSHIP_END, place_above(person, village)):
        raise Forbidden(_("这一步由上一级妇联办理。"))


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明理由，至少一句话。")})
