"""A roster's rows written in bulk, exactly as the verbs would have (a test compares them):
register_household for a new one, change_household, add_member and change_member for a known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from campaigns.sheets.kinds import Desk
from campaigns.sheets.table import Line
from households.members import FIELDS, fill
from households.models import Household, HouseholdChange, Member
from households.search_keys import household_keys
from households.transitions.household_record import search_columns

HOMES_AT_ONCE = 500
HOME_FIELDS = ("grid", "address", "is_resident")
# What adding people changes about a household; nothing sealed among them.
PLAIN = ["head_name", "people", "version", "head_pinyin", "head_initials", "grams", "keys"]
# Numbers of arrays in one UPDATE statement grow with its rows.
UPDATED_AT_ONCE = 200

Homes = dict[str, list[Line]]


def write(lines: list[Line], desk: Desk) -> None:
    """Write every line, in the caller's transaction."""
    homes: Homes = {}
    for line in lines:
        homes.setdefault(line.plan["home"], []).append(line)
    new = {uid: some for uid, some in homes.items() if some[0].plan["way"] == "new"}
    known = {uid: some for uid, some in homes.items() if uid not in new}
    done = 0
    for some in _some(new):
        _write_new(some, desk)
        done += sum(map(len, some.values()))
        desk.tell(done, len(lines), _("写入 %(done)d 行") % {"done": done})
    for some in _some(known):
        Known(some, desk).write()
        done += sum(map(len, some.values()))
        desk.tell(done, len(lines), _("写入 %(done)d 行") % {"done": done})


def _some(homes: Homes) -> Iterator[Homes]:
    pairs = iter(homes.items())
    while some := dict(islice(pairs, HOMES_AT_ONCE)):
        yield some


def restored(person: dict[str, Any]) -> dict[str, Any]:
    """A cleaned person as it went into the plan."""
    born = person.get("birth_date")
    return person | {"birth_date": date.fromisoformat(born)} if isinstance(born, str) else person


def _write_new(homes: Homes, desk: Desk) -> None:
    """As register_household with members."""
    today = timezone.localdate()
    villages = {v.code: v for v in desk.villages}
    houses: list[Household] = []
    members: list[Member] = []
    for uid, lines in homes.items():
        head = next(line for line in lines if "house" in line.plan)
        house = Household(
            uid=UUID(uid),
            village=villages[head.plan["house"]["village"]],
            number=head.values["number"],
            head_name=head.plan["person"]["name"],
            people=len(lines),
            registered_on=today,
            **{name: head.plan["house"][name] for name in HOME_FIELDS},
        )
        set_keys(house, [line.plan["person"]["name"] for line in lines])
        houses.append(house)
        members += [_member(house, line, today) for line in lines]
    Household.objects.bulk_create(houses)
    for member in members:
        member.household_id = member.household.pk
    Member.objects.bulk_create(members)
    trail.record_each(
        Act.HOUSEHOLD_REGISTER,
        by=desk.by,
        rows=[
            (h, h.village_id, {"number": h.number, "people": h.people, "members": h.people})
            for h in houses
        ],
    )


def set_keys(house: Household, names: Iterable[str]) -> None:
    """Everything a household is found by."""
    for name, value in search_columns(house.head_name, house.number).items():
        setattr(house, name, value)
    house.keys = household_keys(house, names)


def _member(house: Household, line: Line, day: date) -> Member:
    member = Member(
        uid=UUID(line.plan["member"]), household=house, village_id=house.village_id, joined_on=day
    )
    return fill(member, restored(line.plan["person"]))


class Known:
    """Rows of households that are registered already."""

    def __init__(self, homes: Homes, desk: Desk) -> None:
        self.homes, self.desk = homes, desk
        self.today = timezone.localdate()
        rows = Household.objects.visible_to(desk.by).filter(uid__in=list(homes)).order_by("pk")
        self.houses = {str(h.uid): h for h in rows.select_for_update(of=("self",))}
        self.members: dict[int, list[Member]] = {h.pk: [] for h in self.houses.values()}
        present = Member.objects.visible_to(desk.by).filter(household__in=self.members).present()
        for member in present.order_by("pk").select_for_update(of=("self",)):
            self.members[member.household_id].append(member)
        self.added: list[Member] = []
        self.changed: list[Member] = []
        self.formers: list[HouseholdChange] = []
        self.told: list[Any] = []
        self.moved: set[int] = set()  # households whose own sealed fields change

    def write(self) -> None:
        """Change in memory what the lines say, then save everything."""
        for uid, lines in self.homes.items():
            house = self.houses[uid]
            for line in lines:
                if "house_before" in line.plan:
                    self._change_house(house, line)
            for line in lines:
                if line.plan["way"] == "add":
                    self._add(house, line)
                elif line.plan.get("before"):
                    self._change(house, line)
            set_keys(house, [m.name for m in self.members[house.pk]])
        self._save()

    def _change_house(self, house: Household, line: Line) -> None:
        for name, value in line.plan["house_after"].items():
            setattr(house, name, value)
        house.version += 1
        self.moved.add(house.pk)
        self._former(house, line.plan["house_before"], None)
        after = {"fields": sorted(line.plan["house_before"]), "version": house.version}
        self.told.append((Act.HOUSEHOLD_CHANGE, house, after))

    def _add(self, house: Household, line: Line) -> None:
        member = _member(house, line, self.today)
        self.members[house.pk].append(member)
        self.added.append(member)
        if "head" in line.plan:
            house.head_name = member.name
        house.people = max(house.people, len(self.members[house.pk]))
        house.version += 1
        after = {"joined_on": self.today.isoformat(), "people": house.people}
        self.told.append((Act.MEMBER_CHANGE, member, after))

    def _change(self, house: Household, line: Line) -> None:
        member = next(m for m in self.members[house.pk] if str(m.uid) == line.plan["member"])
        person = {name: getattr(member, name) for name in FIELDS} | restored(line.plan["after"])
        fill(member, person)
        member.version += 1
        if member.relation == "head":
            house.head_name = member.name
        house.version += 1
        self.changed.append(member)
        self._former(house, line.plan["before"], member)
        after = {"fields": sorted(line.plan["before"]), "version": member.version}
        self.told.append((Act.MEMBER_CHANGE, member, after))

    def _former(self, house: Household, before: dict[str, Any], member: Member | None) -> None:
        self.formers.append(
            HouseholdChange(
                household=house,
                member=member,
                village_id=house.village_id,
                fields=sorted(before),
                before=json.dumps(before, ensure_ascii=False, default=str),
                by=self.desk.by,
            )
        )

    def _save(self) -> None:
        for house in self.houses.values():
            if house.pk in self.moved:
                house.save()
        plain = [h for h in self.houses.values() if h.pk not in self.moved]
        Household.objects.bulk_update(plain, PLAIN, batch_size=UPDATED_AT_ONCE)
        Member.objects.bulk_create(self.added)
        for member in self.changed:
            member.save()
        HouseholdChange.objects.bulk_create(self.formers)
        for act in {act for act, _row, _after in self.told}:
            rows = [(row, row.village_id, after) for a, row, after in self.told if a == act]
            trail.record_each(act, by=self.desk.by, rows=rows)
