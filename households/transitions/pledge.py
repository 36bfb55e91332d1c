"""Verbs of household pledges (平安家庭承诺书): a household signs, or a village counts its list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level, PledgeCount
from campaigns.transitions.open_year import require_held_open, require_open
from households.models import Household, HouseholdPledge
from households.models.household import HouseholdQuerySet
from households.queries.pledge import figures_of, letter_text, unsigned


def _day_error(campaign: Campaign, day: date) -> str:
    """Why `day` cannot be a day of this year's signing; "" when it can."""
    if day > timezone.localdate():
        return _("日期不能晚于今天。")
    if day.year != campaign.year:
        return _("日期要在%(year)d年内。") % {"year": campaign.year}
    return ""


@transaction.atomic
def sign_household(
    household: Household,
    *,
    campaign: Campaign,
    by: User,
    signatory: str = "",
    signed_on: date | None = None,
    client_uuid: UUID | None = None,
) -> HouseholdPledge:
    """Record that a household signed the year's pledge; the head signs unless another name is
    given. Once a household and year (domain A7 1.1, J1 March). client_uuid: made by the phone at
    the door; what comes twice from it counts once and is answered alike.

    Raises NotTheMoment for a household that left or has signed, or a closed year; Invalid for
    the day."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.HOUSEHOLD_PLEDGE, home.village_id)
    require_open(campaign)
    if not campaign.county.contains(home.village_id):
        raise Invalid(_("这一户不在%(county)s。") % {"county": campaign.county.name})
    if home.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不再签承诺书。"))
    signed_on = signed_on or timezone.localdate()
    if error := _day_error(campaign, signed_on):
        raise Invalid({"signed_on": error})
    known = HouseholdPledge.objects.filter(campaign=campaign, household=home).first()
    if known is not None and client_uuid is not None and known.client_uuid == client_uuid:
        return known
    if known is not None:
        raise NotTheMoment(
            _("%(number)s号这一户%(year)d年已签承诺书。")
            % {"number": home.number, "year": campaign.year}
        )
    pledge = HouseholdPledge.objects.create(
        household=home,
        village_id=home.village_id,
        campaign=campaign,
        signed_on=signed_on,
        signatory=signatory.strip() or home.head_name,
        recorded_by=by,
        recorded_at=timezone.now(),
        template=letter_text(by, campaign),
        way=HouseholdPledge.Way.DOOR if client_uuid else HouseholdPledge.Way.ONE,
        client_uuid=client_uuid,
    )
    trail.record(
        Act.HOUSEHOLD_PLEDGE,
        by=by,
        on=pledge,
        place=home.village_id,
        after={"household": home.pk, "signed_on": str(signed_on)},
    )
    return pledge


@transaction.atomic
def sign_by_door(
    *,
    campaign: Campaign,
    village: Division,
    numbers: Sequence[str],
    signed_on: date,
    client_uuid: UUID,
    by: User,
) -> int:
    """Record what somebody brought back from a round of doors: the heads of these homes signed on
    that day. All of them or none; a home that has signed before stays as it is, so that a round
    sent twice, or over another's, counts each home once.

    Raises Invalid for numbers the village has not, and what sign_household raises."""
    acts.require(by, Act.HOUSEHOLD_PLEDGE, village.code)
    require_open(campaign)
    if error := _day_error(campaign, signed_on):
        raise Invalid({"signed_on": error})
    homes = Household.objects.visible_to(by).present().filter(village=village, number__in=numbers)
    known = set(homes.values_list("number", flat=True))
    unknown = [n for n in numbers if n not in known]
    if unknown:
        told = {"list": "、".join(unknown[:20])}
        raise Invalid({"numbers": _("本村没有这些户号：%(list)s。") % told})
    given = {"way": HouseholdPledge.Way.DOOR, "client_uuid": client_uuid}
    return _sign_each(campaign, village, homes, signed_on, by, given)


@transaction.atomic
def sign_roster(
    *,
    campaign: Campaign,
    village: Division,
    uids: Collection[UUID],
    except_these: bool,
    signed_on: date,
    kept_at: str,
    by: User,
) -> int:
    """Record the signatures of a paper list at once: the homes picked, or all that have not
    signed but these. `kept_at` says where the list lies, so that an inspection can ask for it.

    Raises Forbidden outside one's role, NotTheMoment in a closed year, Invalid for the day, the
    place, or when nobody is left to sign."""
    acts.require(by, Act.HOUSEHOLD_PLEDGE, village.code)
    require_open(campaign)
    errors: dict[str, str] = {}
    if error := _day_error(campaign, signed_on):
        errors["signed_on"] = error
    if not kept_at.strip():
        errors["kept_at"] = _("请写明清单存放在哪里，方便检查时调阅。")
    waiting = unsigned(by, campaign, village)
    homes = waiting.exclude(uid__in=uids) if except_these else waiting.filter(uid__in=uids)
    if not homes.exists():
        errors["homes"] = _("没有选中要登记的家庭。")
    if errors:
        raise Invalid(errors)
    given = {"way": HouseholdPledge.Way.ROSTER, "kept_at": kept_at.strip()[:120]}
    return _sign_each(campaign, village, homes, signed_on, by, given)


def _sign_each(
    campaign: Campaign,
    village: Division,
    homes: HouseholdQuerySet,
    day: date,
    by: User,
    given: dict[str, Any],
) -> int:
    """The heads of those of `homes` that have not signed sign; one insert. The homes are locked
    first, as a single signature locks its own, so nobody signs twice at once."""
    held = list(homes.select_for_update(of=("self",)))
    signed = HouseholdPledge.objects.filter(campaign=campaign, household__in=held)
    have = set(signed.values_list("household", flat=True))
    text = letter_text(by, campaign)
    made = HouseholdPledge.objects.bulk_create(
        (
            HouseholdPledge(
                household=home,
                village=village,
                campaign=campaign,
                signed_on=day,
                signatory=home.head_name,
                recorded_by=by,
                recorded_at=timezone.now(),
                template=text,
                **given,
            )
            for home in held
            if home.pk not in have
        ),
        batch_size=2000,
    )
    trail.record_each(
        Act.HOUSEHOLD_PLEDGE,
        by=by,
        rows=[
            (row, village.code, {"household": row.household_id, "signed_on": str(day)})
            for row in made
        ],
    )
    return len(made)


@transaction.atomic
def count_list(
    *,
    campaign: Campaign,
    village: Division,
    households: int,
    note: str,
    by: User,
    counted_on: date | None = None,
) -> PledgeCount:
    """Count the households that signed on the village's paper list. Not more than the households
    without a signature of their own; `note` says where the list is kept. The newest count holds,
    former ones stay.

    Raises Forbidden outside one's role, NotTheMoment in a closed year, Invalid otherwise."""
    acts.require(by, Act.PLEDGE_COUNT, village.code)
    if village.level != Level.VILLAGE or not campaign.county.contains(village.code):
        raise Invalid({"village": _("清单由村（社区）清点。")})
    # Counts of this year queue up here, so that one stays live.
    require_held_open(Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk))
    counted_on = counted_on or timezone.localdate()
    errors: dict[str, str] = {}
    if error := _day_error(campaign, counted_on):
        errors["counted_on"] = error
    if not note.strip():
        errors["note"] = _("请写明清单存放在哪里，方便检查时调阅。")
    figures = figures_of(by, campaign, village)
    most = figures.households - figures.one_by_one
    if not 0 <= households <= most:
        errors["households"] = _("全村%(all)d户，已逐户登记%(one)d户，清单最多%(most)d户。") % {
            "all": figures.households,
            "one": figures.one_by_one,
            "most": most,
        }
    if errors:
        raise Invalid(errors)
    return _put_count(campaign, village, households, note.strip(), counted_on, by)


def _put_count(
    campaign: Campaign, village: Division, households: int, note: str, day: date, by: User
) -> PledgeCount:
    live = PledgeCount.objects.filter(campaign=campaign, village=village, is_live=True)
    former = live.first()
    live.update(is_live=False)
    try:
        with transaction.atomic():
            count = PledgeCount.objects.create(
                campaign=campaign,
                village=village,
                households=households,
                counted_on=day,
                counted_by=by,
                note=note,
                created_at=timezone.now(),
            )
    except IntegrityError:
        raise NotTheMoment(_("刚有人登记了这份清单，请打开最新的再改。")) from None
    trail.record(
        Act.PLEDGE_COUNT,
        by=by,
        on=count,
        place=village.code,
        before={"households": former.households} if former else {},
        after={"households": households, "counted_on": str(day)},
    )
    return count
