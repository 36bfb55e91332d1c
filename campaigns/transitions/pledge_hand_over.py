"""A leader changes and hands a signed pledge over; a county keeps the pledge it signed with its
city, from paper."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Pledge, PledgeHandOver, Rung
from campaigns.queries.pledge_template import in_force
from campaigns.transitions.open_year import require_held_open, require_open
from campaigns.transitions.pledge import NAME_MOST, keep_page
from campaigns.transitions.unit import acts_for, require_unit

Side = PledgeHandOver.Side


def side_of(pledge: Pledge, by: User) -> str:
    """Which side's leader `by` may hand over: one's own unit's; the county records both sides of
    what it signed with the city, on paper. Raises Forbidden for others."""
    if acts_for(by, Act.PLEDGE_HAND_OVER, pledge.holder):
        return Side.HOLDER
    if acts_for(by, Act.PLEDGE_HAND_OVER, pledge.issuer):
        return Side.ISSUER
    require_unit(by, Act.PLEDGE_HAND_OVER, pledge.holder)
    return Side.HOLDER


def in_charge(pledge: Pledge, side: str) -> str:
    """Who answers for it today: whoever took it over last, else who signed."""
    last = (
        PledgeHandOver.objects.filter(pledge=pledge, side=side)
        .order_by("-handed_on", "-id")
        .first()
    )
    if last is not None:
        return last.to_name
    return pledge.holder_signatory if side == Side.HOLDER else pledge.issuer_signatory


@transaction.atomic
def hand_over(
    pledge: Pledge,
    *,
    by: User,
    to_name: str,
    handed_on: date,
    note: str = "",
    side: str = "",
) -> PledgeHandOver:
    """The new leader of a side takes the pledge over from a day on (features, wish 10). Nothing
    is signed anew: who signed stays on the paper, with who has taken over since.

    Raises Forbidden unless one acts for that side, NotTheMoment unless it is signed, Invalid for
    a day before the last hand-over or a name that is in charge already."""
    rows = Pledge.objects.select_related("campaign", "issuer", "holder")
    row = rows.locked(by, uid=pledge.uid)
    require_open(row.campaign)
    side = side or side_of(row, by)
    # The city signs on paper: its county writes down for both.
    unit = row.issuer if side == Side.ISSUER and _inside(row) else row.holder
    require_unit(by, Act.PLEDGE_HAND_OVER, unit)
    require_moment(row, "hand_over", _("交接"))
    before = in_charge(row, side)
    if errors := _errors(row, side, before, to_name.strip(), handed_on):
        raise Invalid(errors)
    made = PledgeHandOver.objects.create(
        pledge=row,
        holder=row.holder,
        side=side,
        from_name=before,
        to_name=to_name.strip()[:NAME_MOST],
        handed_on=handed_on,
        note=note.strip()[:120],
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    trail.record(
        Act.PLEDGE_HAND_OVER,
        by=by,
        on=row,
        place=row.holder_id,
        after={"side": side, "handed_on": str(handed_on)},
    )
    return made


def _inside(pledge: Pledge) -> bool:
    return pledge.campaign.county.contains(pledge.issuer_id)


def _errors(row: Pledge, side: str, before: str, name: str, day: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name:
        errors["to_name"] = _("请填写接任责任人姓名。")
    elif name == before:
        errors["to_name"] = _("%(name)s已经是责任人。") % {"name": name}
    signed = row.signed_on if side == Side.HOLDER else row.issuer_signed_on
    last = row.hand_overs.filter(side=side).order_by("-handed_on").first()
    first = last.handed_on if last else signed
    if first is not None and day < first:
        errors["handed_on"] = _("交接日期不能早于签订日期和上一次交接。")
    if day > timezone.localdate():
        errors["handed_on"] = _("交接日期不能晚于今天。")
    return errors


@transaction.atomic
def record_city(
    *,
    campaign: Campaign,
    by: User,
    issuer_signatory: str,
    holder_signatory: str,
    signed_on: date,
    page: bytes = b"",
) -> Pledge:
    """Keep the pledge the county signed with its city (domain 0): the city signs on paper, so the
    county writes down the paper, whose text it has typed in and published on the county's rung.
    page: its scan.

    Raises Forbidden for others than the county, NotTheMoment without that text, Invalid for a
    missing name, a day to come, or a pledge that is there already."""
    county = campaign.county
    require_unit(by, Act.PLEDGE_TEMPLATE, county)
    held = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    require_held_open(held)
    text = in_force(by, held).filter(rung=Rung.COUNTY, owner=county).first()
    if text is None:
        raise NotTheMoment(_("请先照纸质责任状录入“县（市、区）”这一级的文本并发布。"))
    errors = _city_errors(held, issuer_signatory, holder_signatory, signed_on)
    if county.parent is None:
        errors[""] = _("没有上级，不用签。")
    if errors:
        raise Invalid(errors)
    now = timezone.now()
    row = Pledge(
        campaign=held,
        issuer=county.parent,
        holder=county,
        template=text,
        status=Pledge.Status.SIGNED,
        issued_on=signed_on,
        issued_by=by,
        signed_on=signed_on,
        signed_at=now,
        signed_by=by,
        way=Pledge.Way.PAPER,
        holder_signatory=holder_signatory.strip()[:NAME_MOST],
        issuer_signatory=issuer_signatory.strip()[:NAME_MOST],
        issuer_signed_on=signed_on,
        issuer_signed_at=now,
        issuer_signed_by=by,
        issuer_way=Pledge.Way.PAPER,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Invalid(_("今年与上级签的责任状已经登记。")) from None
    if page:
        keep_page(row, page, by)
    trail.record(
        Act.PLEDGE_SIGN,
        by=by,
        on=row,
        place=county.code,
        after={"status": row.status, "signed_on": str(signed_on), "way": row.way},
    )
    return row


def _city_errors(campaign: Campaign, issuer: str, holder: str, day: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    for name, value in (("issuer_signatory", issuer), ("holder_signatory", holder)):
        if not value.strip():
            errors[name] = _("请照纸质责任状填写签字人姓名。")
    if day > timezone.localdate() or day.year != campaign.year:
        errors["signed_on"] = _("签订日期要在%(year)d年内，不晚于今天。") % {"year": campaign.year}
    return errors
