"""Verbs of a responsibility pledge (责任状): issued by the unit above, signed by the unit below.

The county signs with its townships, a township with its villages (domain 0, L: 下发 → 签订);
each side acts for its own unit only, so a county does not sign in a township's place.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level, Pledge
from campaigns.transitions.unit import require_unit

REASON_LEAST = 4
NAME_MOST = 40


def require_open(campaign: Campaign) -> None:
    """Pledges move only while the year is open."""
    if campaign.status != Campaign.Status.OPEN:
        raise NotTheMoment(_("%(year)d年的数据已截止，责任状不再变动。") % {"year": campaign.year})


def issuer_of(campaign: Campaign, holder: Division) -> Division:
    """The unit that issues to `holder`: the county to a township, a township to a village.
    Raises Invalid for any other place."""
    fits = holder.level in (Level.TOWNSHIP, Level.VILLAGE) and campaign.county.contains(holder.code)
    if not fits or holder.parent is None:
        raise Invalid({"holder": _("责任状由县向镇（街道）、镇（街道）向村（社区）下发。")})
    if holder.valid_to is not None:
        raise Invalid({"holder": _("%(name)s已撤并，不再下发。") % {"name": holder.name}})
    return holder.parent


def _held_open(campaign: Campaign) -> Campaign:
    """The campaign locked and open: whoever issues for it waits here for the one before."""
    held = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    require_open(held)
    return held


def _issue_day(day: date | None) -> date:
    day = day or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid({"issued_on": _("下发日期不能晚于今天。")})
    return day


@transaction.atomic
def issue(
    *,
    campaign: Campaign,
    holder: Division,
    by: User,
    issuer_signatory: str = "",
    issued_on: date | None = None,
) -> Pledge:
    """Issue the year's pledge to one unit below. One live pledge a holder and year.

    Raises Http404 outside one's reach, Forbidden for another unit's pledge, NotTheMoment when
    the year is closed, Invalid when one is live already."""
    issuer = issuer_of(campaign, holder)
    if not inside(by.area_spans, holder.code):
        raise Http404
    require_unit(by, Act.PLEDGE_ISSUE, issuer)
    campaign = _held_open(campaign)
    pledge = Pledge(
        campaign=campaign,
        issuer=issuer,
        holder=holder,
        issued_on=_issue_day(issued_on),
        issued_by=by,
        issuer_signatory=issuer_signatory.strip()[:NAME_MOST],
    )
    try:
        with transaction.atomic():
            pledge.save()
    except IntegrityError:
        raise Invalid(
            {"holder": _("%(name)s今年的责任状已经下发。") % {"name": holder.name}}
        ) from None
    trail.record(Act.PLEDGE_ISSUE, by=by, on=pledge, place=holder.code, after=_issued(pledge))
    return pledge


def _issued(pledge: Pledge) -> dict[str, str]:
    return {"status": pledge.status, "issued_on": str(pledge.issued_on)}


@transaction.atomic
def issue_all(
    *,
    campaign: Campaign,
    issuer: Division,
    by: User,
    issuer_signatory: str = "",
    issued_on: date | None = None,
) -> int:
    """Issue to every unit directly below that has no live pledge; returns how many were issued.
    The same rule as issue(), in one insert. Two callers at once issue each pledge once."""
    if not inside(by.area_spans, issuer.code):
        raise Http404
    if not campaign.county.contains(issuer.code) or issuer.level >= Level.VILLAGE:
        raise Invalid({"issuer": _("责任状由县向镇（街道）、镇（街道）向村（社区）下发。")})
    require_unit(by, Act.PLEDGE_ISSUE, issuer)
    campaign = _held_open(campaign)
    day = _issue_day(issued_on)
    have = Pledge.objects.live().filter(campaign=campaign).values("holder")
    levels = (Level.TOWNSHIP, Level.VILLAGE)
    waiting = issuer.children.current().filter(level__in=levels).exclude(pk__in=have)
    made = Pledge.objects.bulk_create(
        Pledge(
            campaign=campaign,
            issuer=issuer,
            holder=holder,
            issued_on=day,
            issued_by=by,
            issuer_signatory=issuer_signatory.strip()[:NAME_MOST],
        )
        for holder in waiting
    )
    trail.record_each(Act.PLEDGE_ISSUE, by=by, rows=[(p, p.holder_id, _issued(p)) for p in made])
    return len(made)


def _locked(by: User, uid: uuid.UUID) -> Pledge:
    joined = Pledge.objects.select_related("campaign", "issuer", "holder")
    pledge = joined.locked(by, uid=uid)
    require_open(pledge.campaign)
    return pledge


@transaction.atomic
def sign(
    pledge: Pledge,
    *,
    by: User,
    holder_signatory: str,
    signed_on: date | None = None,
    issuer_signatory: str = "",
    version: int | None = None,
) -> Pledge:
    """The holder signs, naming who signed for both sides and the day. A day after
    Campaign.sign_by is late; lateness is a query, never stored (domain A6 1.1).

    Raises Forbidden unless one acts for the holder, NotTheMoment unless it waits for signature,
    Stale on an older version, Invalid for the day or a missing name."""
    pledge = _locked(by, pledge.uid)
    require_unit(by, Act.PLEDGE_SIGN, pledge.holder)
    require_moment(pledge, "sign", _("签订"))
    signed_on = signed_on or timezone.localdate()
    typed = {"holder_signatory": holder_signatory, "issuer_signatory": issuer_signatory}
    require_version(pledge, version, typed, list(typed))
    errors: dict[str, str] = {}
    if not holder_signatory.strip():
        errors["holder_signatory"] = _("请填写乙方代表姓名。")
    if signed_on < pledge.issued_on:
        errors["signed_on"] = _("签订日期不能早于下发日期。")
    if signed_on > timezone.localdate():
        errors["signed_on"] = _("签订日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
    pledge.status = Pledge.Status.SIGNED
    pledge.signed_on, pledge.signed_by = signed_on, by
    pledge.holder_signatory = holder_signatory.strip()[:NAME_MOST]
    pledge.issuer_signatory = issuer_signatory.strip()[:NAME_MOST] or pledge.issuer_signatory
    pledge.version += 1
    pledge.save(
        update_fields=[
            "status",
            "signed_on",
            "signed_by",
            "holder_signatory",
            "issuer_signatory",
            "version",
        ]
    )
    trail.record(
        Act.PLEDGE_SIGN,
        by=by,
        on=pledge,
        place=pledge.holder_id,
        before={"status": Pledge.Status.ISSUED},
        after={"status": pledge.status, "signed_on": str(signed_on)},
    )
    return pledge


@transaction.atomic
def withdraw(pledge: Pledge, *, by: User, reason: str, version: int | None = None) -> Pledge:
    """The issuer takes back a pledge that was not signed yet, with a reason; a new one may then
    be issued. A signed pledge stands."""
    pledge = _locked(by, pledge.uid)
    require_unit(by, Act.PLEDGE_WITHDRAW, pledge.issuer)
    require_moment(pledge, "withdraw", _("撤回"))
    require_version(pledge, version, {}, [])
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明撤回的原因，至少一句话。")})
    pledge.status = Pledge.Status.WITHDRAWN
    pledge.version += 1
    pledge.save(update_fields=["status", "version"])
    trail.record(
        Act.PLEDGE_WITHDRAW,
        by=by,
        on=pledge,
        place=pledge.holder_id,
        before={"status": Pledge.Status.ISSUED},
        after={"status": pledge.status},
        reason=reason.strip(),
    )
    return pledge
