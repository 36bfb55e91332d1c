"""Verbs of a responsibility pledge (责任状): issued by the unit above, signed by the unit below.

A city signs with its counties (issued in pledge_city), the county with its townships, a township
with its villages (domain 0, L: 下发 → 签订); each side acts for its own unit only, so a county does
not sign in a township's place. Either side signs first; who writes down a paper that both have
signed names both.
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
from campaigns.models import Campaign, Division, Level, Pledge, PledgeTemplate, Rung
from campaigns.queries.pledge_template import text_for
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.open_year import require_held_open, require_open
from campaigns.transitions.unit import acts_for, in_name_of, require_unit

NAME_MOST = 40


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
    require_held_open(held)
    return held


def _text(by: User, campaign: Campaign, issuer: Division) -> PledgeTemplate:
    """The text in force; nothing is issued before one was published (domain L: 起草 → 审定)."""
    rung = Rung.TOWNSHIP if issuer.code == campaign.county_id else Rung.VILLAGE
    found = text_for(by, campaign, issuer, rung)
    if found is None:
        raise NotTheMoment(
            _("%(rung)s责任状样本还没有发布，请先起草、审定、发布，再下发。")
            % {"rung": Rung(rung).label}
        )
    return found


def fresh(
    campaign: Campaign,
    issuer: Division,
    holder: Division,
    text: PledgeTemplate,
    by: User,
    signatory: str,
    day: date,
) -> Pledge:
    """An issued pledge; a name given for the issuer is its signature of that day."""
    name = signatory.strip()[:NAME_MOST]
    signs = {
        "issuer_signed_on": day,
        "issuer_signed_at": timezone.now(),
        "issuer_signed_by": by,
        "issuer_way": Pledge.Way.APP,
    }
    return Pledge(
        campaign=campaign,
        issuer=issuer,
        holder=holder,
        template=text,
        issued_on=day,
        issued_by=by,
        issuer_signatory=name,
        **(signs if name else {}),
    )


def issue_day(day: date | None) -> date:
    """The day of issue, today without one; Invalid for a day to come."""
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
    """Issue the year's pledge to one unit below, on the edition in force. One live pledge a
    holder and year. A name for the issuer signs for it; without one the issuer signs later.

    Raises Http404 outside one's reach, Forbidden for another unit's pledge, NotTheMoment when
    the year is closed, Invalid when one is live already."""
    issuer = issuer_of(campaign, holder)
    if not inside(by.area_spans, holder.code):
        raise Http404
    require_unit(by, Act.PLEDGE_ISSUE, issuer)
    campaign = _held_open(campaign)
    text = _text(by, campaign, issuer)
    day = issue_day(issued_on)
    pledge = fresh(campaign, issuer, holder, text, by, issuer_signatory, day)
    try:
        with transaction.atomic():
            pledge.save()
    except IntegrityError:
        raise Invalid(
            {"holder": _("%(name)s今年的责任状已经下发。") % {"name": holder.name}}
        ) from None
    trail.record(Act.PLEDGE_ISSUE, by=by, on=pledge, place=holder.code, after=issued_words(pledge))
    return pledge


def issued_words(pledge: Pledge) -> dict[str, str]:
    """What the trail tells of an issued pledge."""
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
    day = issue_day(issued_on)
    text = _text(by, campaign, issuer)
    have = Pledge.objects.live().filter(campaign=campaign).values("holder")
    levels = (Level.TOWNSHIP, Level.VILLAGE)
    waiting = issuer.children.current().filter(level__in=levels).exclude(pk__in=have)
    made = Pledge.objects.bulk_create(
        fresh(campaign, issuer, holder, text, by, issuer_signatory, day) for holder in waiting
    )
    trail.record_each(
        Act.PLEDGE_ISSUE, by=by, rows=[(p, p.holder_id, issued_words(p)) for p in made]
    )
    return len(made)


def locked_pledge(by: User, uid: uuid.UUID) -> Pledge:
    joined = Pledge.objects.select_related("campaign", "issuer", "holder")
    pledge = joined.locked(by, uid=uid)
    require_open(pledge.campaign)
    return pledge


@transaction.atomic
def sign(
    pledge: Pledge,
    *,
    by: User,
    holder_signatory: str = "",
    signed_on: date | None = None,
    issuer_signatory: str = "",
    way: str = Pledge.Way.APP,
    page: bytes = b"",
    version: int | None = None,
) -> Pledge:
    """The side one acts for signs, with name and day: in the app, or by hand on the paper (then
    the other side's name on it may be written down with one's own, and `page`, a photo or scan of
    the signed page, is kept with it). The pledge is signed once
    both sides have. The holder's day after Campaign.sign_by is late; lateness is a query, never
    stored (domain A6 1.1).

    Raises Forbidden unless one acts for one of the sides, NotTheMoment unless it waits for that
    side's signature, Stale on an older version, Invalid for the day or a missing name."""
    typed = {"holder_signatory": holder_signatory, "issuer_signatory": issuer_signatory}
    with in_name_of(by, pledge.issuer):
        return _signed(locked_pledge(by, pledge.uid), by, typed, signed_on, way, page, version)


def _signed(
    pledge: Pledge,
    by: User,
    typed: dict[str, str],
    signed_on: date | None,
    way: str,
    page: bytes,
    version: int | None,
) -> Pledge:
    holds = _side_of(pledge, by)
    require_moment(pledge, "sign", _("签订"))
    require_version(pledge, version, typed, list(typed))
    if (pledge.signed_on if holds else pledge.issuer_signed_on) is not None:
        side = pledge.holder if holds else pledge.issuer
        raise NotTheMoment(_("%(unit)s已经签过字，等另一方签。") % {"unit": side.name})
    day = signed_on or timezone.localdate()
    errors = _sign_errors(
        pledge, typed["holder_signatory" if holds else "issuer_signatory"], day, holds
    )
    if way not in Pledge.Way.values:
        errors["way"] = _("请选怎么签的。")
    if errors:
        raise Invalid(errors)
    _put_signature(
        pledge, holds, typed["holder_signatory" if holds else "issuer_signatory"], day, way, by
    )
    other = typed["issuer_signatory" if holds else "holder_signatory"].strip()
    if other and way == Pledge.Way.PAPER and _waits_for(pledge, not holds):
        _put_signature(pledge, not holds, other, day, way, by)
    if pledge.signed_on and pledge.issuer_signed_on:
        pledge.status = Pledge.Status.SIGNED
    pledge.version += 1
    pledge.save()
    if page:
        keep_page(pledge, page, by)
    trail.record(
        Act.PLEDGE_SIGN,
        by=by,
        on=pledge,
        place=pledge.holder_id,
        before={"status": Pledge.Status.ISSUED},
        after={
            "status": pledge.status,
            "side": "holder" if holds else "issuer",
            "way": way,
            "signed_on": str(day),
        },
    )
    return pledge


def keep_page(pledge: Pledge, data: bytes, by: User) -> None:
    """Keep the photo or scan of the signed page, as part of a verb of this pledge."""
    keep_file(
        "pledge", pledge, place=pledge.holder_id, title=_("签字页"), data=data, by=by, field="page"
    )


def _side_of(pledge: Pledge, by: User) -> bool:
    """Whether `by` signs for the holder (True) or the issuer (False)."""
    if acts_for(by, Act.PLEDGE_SIGN, pledge.holder):
        return True
    if acts_for(by, Act.PLEDGE_SIGN, pledge.issuer):
        return False
    require_unit(by, Act.PLEDGE_SIGN, pledge.holder)
    return True


def _waits_for(pledge: Pledge, holds: bool) -> bool:
    return (pledge.signed_on if holds else pledge.issuer_signed_on) is None


def _sign_errors(pledge: Pledge, name: str, day: date, holds: bool) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name.strip():
        field = "holder_signatory" if holds else "issuer_signatory"
        side = _("乙方") if holds else _("甲方")
        errors[field] = _("请填写%(side)s代表姓名。") % {"side": side}
    if day < pledge.issued_on:
        errors["signed_on"] = _("签订日期不能早于下发日期。")
    if day > timezone.localdate():
        errors["signed_on"] = _("签订日期不能晚于今天。")
    return errors


def _put_signature(pledge: Pledge, holds: bool, name: str, day: date, way: str, by: User) -> None:
    name, now = name.strip()[:NAME_MOST], timezone.now()
    if holds:
        pledge.holder_signatory, pledge.signed_on = name, day
        pledge.signed_by, pledge.signed_at, pledge.way = by, now, way
    else:
        pledge.issuer_signatory, pledge.issuer_signed_on = name, day
        pledge.issuer_signed_by, pledge.issuer_signed_at, pledge.issuer_way = by, now, way
