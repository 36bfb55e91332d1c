"""What every verb of a household does on the side: keys to find it by, former values kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.search_terms import pairs, plain, search_terms
from households.models import Household, HouseholdChange, Member
from households.search_keys import household_keys


def search_columns(head_name: str, number: str) -> dict[str, Any]:
    """The plain search columns of a household: its head by characters and pinyin, its number."""
    terms = search_terms(head_name, person=True)
    return {
        "head_pinyin": terms.pinyin[:120],
        "head_initials": terms.initials[:20],
        "grams": sorted({*terms.grams, *pairs(plain(number))}),
    }


def refresh(household: Household, names: Iterable[str] | None = None) -> None:
    """Set every search column anew from the household and its members of today (names: those
    about to be added to a new one); not saved."""
    for name, value in search_columns(household.head_name, household.number).items():
        setattr(household, name, value)
    if names is None:
        members = Member.objects.filter(household=household).present()
        names = members.values_list("name", flat=True)
    household.keys = household_keys(household, names)


def save_household(household: Household, names: Iterable[str] | None = None) -> None:
    """One version more, keys refreshed; the village's number is unique inside the village only
    (T3)."""
    refresh(household, names)
    if household.pk:
        household.version += 1
    try:
        with transaction.atomic():
            household.save()
    except IntegrityError:
        raise Invalid(
            {"number": _("本村已有户号 %(number)s，请另编。") % {"number": household.number}}
        ) from None


def keep_former(
    household: Household, before: Mapping[str, Any], *, by: User, member: Member | None = None
) -> None:
    """Keep what stood there before, sealed; the trail names only the fields."""
    HouseholdChange.objects.create(
        household=household,
        member=member,
        village_id=household.village_id,
        fields=sorted(before),
        before=json.dumps(dict(before), ensure_ascii=False, default=str),
        by=by,
    )


def lock_present(household: Household, by: User, words: str) -> Household:
    """The household inside the reach of `by`, locked; refused once it has left."""
    row = Household.objects.locked(by, uid=household.uid)
    require_present(row, words)
    return row


def require_present(household: Household, words: str) -> None:
    """Refuse with 409 once the household has moved away or ended."""
    if household.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不能%(act)s。") % {"act": words})


def require_past_day(field: str, day: date, since: date, words: str) -> None:
    """A day between `since` and today, else 422 on `field`."""
    if not since <= day <= timezone.localdate():
        raise Invalid({field: _("%(words)s要在登记日期和今天之间。") % {"words": words}})
