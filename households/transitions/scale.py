"""Verbs of a scale of tiers: drafted, changed, published, dropped; by the county alone."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from households.models import TierScale
from households.queries.scale import terms_at
from households.scales.body import Scale, dump
from households.scales.checking import complaints
from households.transitions.tier import require_reason

Status = TierScale.Status


@transaction.atomic
def draft_scale(county: Division, *, by: User) -> TierScale:
    """Begin the county's next version from the one in force. One draft at a time.

    Raises NotTheMoment while a draft is open."""
    acts.require(by, Act.SCALE_WRITE, county.code)
    if not county.is_county:
        raise Invalid(_("分级办法由县级制定。"))
    rows = TierScale.objects.filter(county=county)
    last: int = rows.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            row = TierScale.objects.create(
                county=county,
                number=last + 1,
                body=dump(terms_at(county.code, timezone.localdate()).scale),
                made_by=by,
                made_at=timezone.now(),
            )
    except IntegrityError:
        raise NotTheMoment(_("已有一份草稿，请接着改那一份。")) from None
    trail.record(Act.SCALE_WRITE, by=by, on=row, place=county.code, after={"number": row.number})
    return row


@transaction.atomic
def change_scale(
    row: TierScale, *, scale: Scale, by: User, version: int | None = None
) -> TierScale:
    """Replace a draft's content. What cannot be worked with is refused in words; a draft holds
    to the same rules as a published version."""
    row = _locked(row, Act.SCALE_WRITE, "change", _("修改"), by, version)
    if found := complaints(scale):
        raise Invalid(" ".join(found))
    before, row.body = row.body, dump(scale)
    changed = sorted(key for key in row.body if row.body[key] != before[key])
    if not changed:
        return row
    _save(row, "body")
    trail.record(
        Act.SCALE_WRITE,
        by=by,
        on=row,
        place=row.county_id,
        before={key: before[key] for key in changed},
        after={key: row.body[key] for key in changed},
    )
    return row


@transaction.atomic
def publish_scale(
    row: TierScale, *, effective_from: date, reason: str, by: User, version: int | None = None
) -> TierScale:
    """Publish a draft from a coming day on (at the earliest tomorrow, so that no decision of
    today changes its terms). Families keep the terms of their last decision until the next."""
    row = _locked(row, Act.SCALE_PUBLISH, "publish", _("发布"), by, version)
    require_reason(reason)
    if effective_from <= timezone.localdate():
        raise Invalid({"effective_from": _("施行日期最早是明天，今天的决定仍按原办法。")})
    if found := complaints(row.scale):
        raise Invalid(" ".join(found))
    row.status, row.effective_from, row.reason = Status.PUBLISHED, effective_from, reason.strip()
    row.published_by, row.published_at = by, timezone.now()
    try:
        with transaction.atomic():
            _save(row, "status", "effective_from", "reason", "published_by", "published_at")
    except IntegrityError:
        raise Invalid({"effective_from": _("这一天已有一版施行，请另选一天。")}) from None
    trail.record(
        Act.SCALE_PUBLISH,
        by=by,
        on=row,
        place=row.county_id,
        after={"number": row.number, "effective_from": effective_from.isoformat()},
        reason=row.reason,
    )
    return row


@transaction.atomic
def drop_scale(row: TierScale, *, reason: str, by: User, version: int | None = None) -> TierScale:
    """Give up a draft; it stays readable."""
    row = _locked(row, Act.SCALE_WRITE, "drop", _("作废"), by, version)
    require_reason(reason)
    row.status, row.reason = Status.DROPPED, reason.strip()
    _save(row, "status", "reason")
    trail.record(
        Act.SCALE_WRITE,
        by=by,
        on=row,
        place=row.county_id,
        before={"status": Status.DRAFT},
        after={"status": row.status},
        reason=row.reason,
    )
    return row


def _locked(
    row: TierScale, act: Act, moment: str, words: str, by: User, version: int | None
) -> TierScale:
    found = TierScale.objects.locked(by, uid=row.uid)
    acts.require(by, act, found.county_id)
    require_moment(found, moment, words)
    require_version(found, version, {}, ())
    return found


def _save(row: TierScale, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
