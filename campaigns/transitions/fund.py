"""Verbs of special funds (专项经费): planned, changed, spent, taken back."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import yuan
from campaigns.models import Campaign, Division, Fund, FundItem
from campaigns.paper_number import written
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_open
from campaigns.transitions.point import REASON_LEAST
from campaigns.transitions.unit import require_unit

MONEY_MOST = 10**13  # fen


@transaction.atomic
def plan_fund(
    place: Division,
    campaign: Campaign,
    *,
    planned: int,
    budget_paper: str,
    decided_on: date,
    by: User,
) -> Fund:
    """Enter what one's own unit has for a year (domain A6 1.4), in fen, with its budget paper."""
    if not inside(by.area_spans, place.code) or not campaign.county.contains(place.code):
        raise Http404
    require_unit(by, Act.FUND_WRITE, place)
    require_open(campaign)
    if errors := _wrong_plan(planned, budget_paper, decided_on):
        raise Invalid(errors)
    row = Fund(
        campaign=campaign, place=place, planned=planned, budget_paper=written(budget_paper),
        decided_on=decided_on, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid({"planned": _("本单位这一年的经费已经登记，请在原来的上面调整。")}) from None
    trail.record(Act.FUND_WRITE, by=by, on=row, place=place.code, after={"planned": planned})
    return row


@transaction.atomic
def change_fund(
    fund: Fund,
    *,
    planned: int,
    budget_paper: str,
    decided_on: date,
    reason: str,
    by: User,
    version: int | None = None,
) -> Fund:
    """More or less money, by another paper, with a reason; not less than is spent already."""
    row = _held(fund, by)
    require_version(row, version, {"budget_paper": budget_paper}, ("budget_paper",))
    errors = _wrong_plan(planned, budget_paper, decided_on)
    if planned < (spent := spent_of(row)):
        errors["planned"] = _("已经支出%(sum)s，预算不能比它少。") % {"sum": yuan(spent)}
    if len(reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明调整原因，例如：年中追加。")
    if errors:
        raise Invalid(errors)
    before = {"planned": row.planned}
    if planned and not row.planned:
        row.recorded_at = timezone.now()
    row.planned, row.budget_paper, row.decided_on = planned, written(budget_paper), decided_on
    row.version += 1
    row.save()
    trail.record(
        Act.FUND_WRITE, by=by, on=row, place=row.place_id, before=before,
        after={"planned": planned}, reason=reason.strip(),
    )  # fmt: skip
    return row


@transaction.atomic
def spend(
    fund: Fund,
    *,
    spent_on: date,
    amount: int,
    purpose: str,
    by: User,
    receipt_number: str = "",
    over_words: str = "",
    file: bytes = b"",
    client_uuid: uuid.UUID | None = None,
) -> FundItem:
    """Enter a sum spent, in fen. The balance does not go below nought without words: why, and
    where the money comes from. The same client_uuid again answers with the first entry."""
    row = _held(fund, by)
    if client_uuid and (
        known := FundItem.objects.visible_to(by).filter(client_uuid=client_uuid).first()
    ):
        return known
    errors = {}
    if not 0 < amount <= MONEY_MOST:
        errors["amount"] = _("请写支出的金额，单位是元。")
    if not purpose.strip():
        errors["purpose"] = _("请写用途，例如：印制宣传单。")
    if spent_on.year != row.campaign.year or spent_on > timezone.localdate():
        errors["spent_on"] = _("支出日期要在%(year)d年内，不晚于今天。") % {
            "year": row.campaign.year
        }
    left = row.planned - spent_of(row)
    over = amount > max(left, 0)
    if over and len(over_words.strip()) < REASON_LEAST:
        errors["over_words"] = _("只剩%(left)s，超出的请写明为什么、从哪里列支。") % {
            "left": yuan(max(left, 0))
        }
    if errors:
        raise Invalid(errors)
    item = FundItem(
        client_uuid=client_uuid, fund=row, place_id=row.place_id, spent_on=spent_on,
        amount=amount, purpose=purpose.strip(), receipt_number=receipt_number.strip(),
        over_words=over_words.strip() if over else "", recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    item, new = saved_once(item, by=by)
    if not new:
        return item
    if file:
        keep_file("fund_item", item, place=row.place_id, title=_("票据"), data=file, by=by)
    after = {"amount": amount, "spent_on": spent_on.isoformat(), "over": over}
    trail.record(Act.FUND_WRITE, by=by, on=item, place=row.place_id, after=after)
    return item


@transaction.atomic
def take_back_item(item: FundItem, *, reason: str, by: User) -> FundItem:
    """Take back a sum put in by mistake."""
    seen = FundItem.objects.select_related("fund").fetch(by, uid=item.uid)
    _held(seen.fund, by)
    row = FundItem.objects.locked(by, pk=seen.pk)
    if row.taken_back_at is not None:
        raise NotTheMoment(_("这笔支出已经撤回。"))
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明撤回原因，例如：金额写错，另行登记。")})
    row.taken_back_at, row.back_reason = timezone.now(), reason.strip()
    row.save(update_fields=["taken_back_at", "back_reason"])
    trail.record(
        Act.FUND_WRITE, by=by, on=row, place=row.place_id, after={"taken_back": True},
        reason=reason.strip(),
    )  # fmt: skip
    return row


def spent_of(fund: Fund) -> int:
    """The sum of what was spent, in fen."""
    return fund.items.counted().aggregate(sum=Sum("amount"))["sum"] or 0


def _held(fund: Fund, by: User) -> Fund:
    """The fund, locked, so that two sums at once cannot both take the last of it."""
    seen = Fund.objects.select_related("place").fetch(by, uid=fund.uid)
    require_unit(by, Act.FUND_WRITE, seen.place)
    row = Fund.objects.select_related("campaign").locked(by, pk=seen.pk)
    require_open(row.campaign)
    return row


def _wrong_plan(planned: int, budget_paper: str, decided_on: date) -> dict[str, str]:
    errors = {}
    if not 0 <= planned <= MONEY_MOST:
        errors["planned"] = _("请写预算金额，单位是元。")
    if not budget_paper.strip():
        errors["budget_paper"] = _("请写预算文件，例如：沛财〔2026〕12号。")
    if decided_on > timezone.localdate():
        errors["decided_on"] = _("下达日期不能晚于今天。")
    return errors
