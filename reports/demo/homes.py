"""Households, their pledges, and the pledges down the tree."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import User
from campaigns.models import Division, Pledge, PledgeCount, PledgeTemplate
from households.models import Household, HouseholdPledge
from households.search_keys import household_keys
from households.transitions.household_record import search_columns
from reports.demo import people, pledge_texts, words
from reports.demo.county import County, at

MOST_DAYS_LATE = 40
# How a village entered its household letters, and where the paper lies.
WAYS = (
    (HouseholdPledge.Way.ONE, ""),
    (HouseholdPledge.Way.ONE, ""),
    (HouseholdPledge.Way.ROSTER, "村委会档案柜2层"),
    (HouseholdPledge.Way.DOOR, ""),
)


def new_uid(dice: Random) -> uuid.UUID:
    """A public id from the dice, so that a county made twice has the same addresses."""
    return uuid.UUID(int=dice.getrandbits(128), version=4)


def households(county: County) -> list[Household]:
    """About 105 homes a village, more than 40,000 in the county; one in a hundred moved away."""
    rows: list[Household] = []
    planned: dict[str, list[people.Typed]] = {}
    whole = {village.code for village in people.whole_villages(county)}
    for village in county.villages:
        dice, folk = county.dice("home", village.code), county.dice("people", village.code)
        since = date(county.campaign.year - 2, 3, 1)
        for index in range(1, dice.randint(92, 120) + 1):
            name = words.person(dice)
            number = f"{index:04d}"
            left = dice.random() < 0.01
            row = Household(
                uid=new_uid(dice),
                village=village,
                number=number,
                head_name=name,
                grid=f"第{(index - 1) // 40 + 1}网格",
                people=dice.choice((1, 2, 2, 3, 3, 4, 5, 6)),
                is_resident=dice.random() < 0.93,
                registered_on=since + timedelta(days=dice.randint(0, 200)),
                left_on=county.until - timedelta(days=dice.randint(5, 90)) if left else None,
                **search_columns(name, number),
            )
            row.left_at = at(row.left_on, 10) if row.left_on else None
            row.address = people.address(folk, village)
            names: list[str] = []
            if village.code in whole or folk.random() < people.SHARE_ELSEWHERE:
                typed = people.family(folk, row, row.registered_on)
                planned[str(row.uid)], names = typed, [one["name"] for one in typed]
            row.keys = household_keys(row, names)
            rows.append(row)
    made = Household.objects.bulk_create(rows, batch_size=4000)
    people.members(made, planned)
    return made


def pledges(county: County) -> None:
    """County → townships → villages: most in time, some late, a few not yet, one withdrawn."""
    campaign = county.campaign
    pledge_texts.texts(county)
    published = PledgeTemplate.objects.published().filter(campaign=campaign, owner=county.division)
    in_force = {text.rung: text for text in published}
    rows: list[Pledge] = []
    head = county.officers["xianfulian"]
    for holder in [*county.townships, *county.villages]:
        rows += _pledge(county, holder, head, in_force[holder.level])
    Pledge.objects.bulk_create(rows, batch_size=2000)
    counts = []
    for village in county.villages:
        dice = county.dice("count", village.code)
        if dice.random() < 0.3:
            day = campaign.sign_by - timedelta(days=dice.randint(1, 10))
            counts.append(
                PledgeCount(
                    campaign=campaign,
                    village=village,
                    households=dice.randint(3, 12),
                    counted_on=day,
                    counted_by=county.workers[village.code][0],
                    note="村委会档案柜",
                    created_at=at(day, 16),
                )
            )
    PledgeCount.objects.bulk_create(counts)
    pledge_texts.scenes(county)


def _pledge(county: County, holder: Division, head: User, text: PledgeTemplate) -> list[Pledge]:
    campaign, dice = county.campaign, county.dice("pledge", holder.code)
    issued = campaign.sign_by - timedelta(days=dice.randint(12, 24))
    is_township = holder.code % 1000 == 0
    issuer = county.division if is_township else Division(code=county.township_of(holder.code))
    by = head if is_township else county.workers[county.township_of(holder.code)][0]
    common: dict[str, Any] = {
        "campaign": campaign,
        "issuer_id": issuer.code,
        "holder": holder,
        "template": text,
        "issued_on": issued,
        "issued_by": by,
    }
    # Most issuers sign when they issue; a few papers wait for them.
    waits = county.dice("issuer", holder.code).random() > 0.99
    if not waits:
        common |= {
            "issuer_signatory": by.name,
            "issuer_signed_on": issued,
            "issuer_signed_at": at(issued, 9),
            "issuer_signed_by": by,
            "issuer_way": Pledge.Way.APP,
        }
    lot = dice.random() if not is_township else dice.random() * 0.96
    rows: list[Pledge] = []
    if 0.5 < lot < 0.505:
        rows.append(Pledge(uid=new_uid(dice), status="withdrawn", version=2, **common))
    if lot > 0.985 or holder is county.villages[-1]:
        return [*rows, Pledge(uid=new_uid(dice), status="issued", **common)]
    late = lot > 0.93
    signed = (
        campaign.sign_by + timedelta(days=dice.randint(1, MOST_DAYS_LATE))
        if late
        else issued + timedelta(days=dice.randint(0, (campaign.sign_by - issued).days))
    )
    if signed > county.until:
        return [*rows, Pledge(uid=new_uid(dice), status="issued", **common)]
    signer = county.workers[holder.code][0]
    rows.append(
        Pledge(
            uid=new_uid(dice),
            status="issued" if waits else "signed",
            signed_on=signed,
            signed_by=signer,
            signed_at=at(signed, 15),
            way=Pledge.Way.APP,
            version=2,
            holder_signatory=signer.name,
            **common,
        )
    )
    return rows


def household_pledges(county: County, homes: list[Household]) -> None:
    """Most homes signed in spring, one by one."""
    campaign = county.campaign
    rows: list[HouseholdPledge] = []
    letter = PledgeTemplate.objects.published().filter(campaign=campaign, rung=6).first()
    way, kept_at = HouseholdPledge.Way.ONE, ""
    dice = county.dice("sign", 0)
    last: int | None = None
    for home in homes:
        if home.village_id != last:
            last = home.village_id
            dice = county.dice("sign", last)
            share = county.skill(last) - 0.06
            # Every third village entered its paper list, every fourth went by door.
            way, kept_at = WAYS[last % len(WAYS)]
        if home.registered_on > campaign.sign_by or dice.random() > share:
            continue
        day = campaign.sign_by - timedelta(days=dice.randint(-20, 25))
        if day > county.until or (home.left_on and home.left_on <= day):
            continue
        rows.append(
            HouseholdPledge(
                household=home,
                village_id=home.village_id,
                campaign=campaign,
                signed_on=day,
                signatory=home.head_name,
                recorded_by=county.workers[home.village_id][0],
                recorded_at=at(day, 17),
                template=letter,
                way=way,
                kept_at=kept_at,
            )
        )
    HouseholdPledge.objects.bulk_create(rows, batch_size=5000)
