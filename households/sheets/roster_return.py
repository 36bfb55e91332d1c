"""A written roster taken back, row by row: what was changed is put back, what was added is taken
out, each with its trail; what somebody has touched since stays, told in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from campaigns.sheets.kinds import Desk
from campaigns.sheets.table import Line
from households.members import FIELDS, fill
from households.models import Household, HouseholdChange, Member
from households.sheets.common import refers_to
from households.sheets.roster_write import HOMES_AT_ONCE, restored, set_keys

TOUCHED = "导入后又有变动，没有撤销。"


def take_back(lines: list[Line], desk: Desk) -> dict[int, str]:
    """Position of a line → why it stays."""
    kept: dict[int, str] = {}
    homes: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        homes.setdefault(line.plan["home"], []).append(position)
    uids = list(homes)
    for start in range(0, len(uids), HOMES_AT_ONCE):
        some = {uid: homes[uid] for uid in uids[start : start + HOMES_AT_ONCE]}
        kept |= Back(lines, some, desk).take()
        done = sum(len(homes[uid]) for uid in uids[: start + HOMES_AT_ONCE])
        desk.tell(done, len(lines), _("撤销 %(done)d 行") % {"done": done})
    return kept


class Back:
    """Rows of some households on their way back."""

    def __init__(self, lines: list[Line], homes: dict[str, list[int]], desk: Desk) -> None:
        self.lines, self.homes, self.desk = lines, homes, desk
        rows = Household.objects.visible_to(desk.by).filter(uid__in=list(homes)).order_by("pk")
        self.houses = {str(h.uid): h for h in rows.select_for_update(of=("self",))}
        pks = [h.pk for h in self.houses.values()]
        self.members: dict[int, list[Member]] = {pk: [] for pk in pks}
        found = Member.objects.visible_to(desk.by).filter(household__in=pks).order_by("pk")
        for member in found.select_for_update(of=("self",)):
            self.members[member.household_id].append(member)
        new = [pk for uid, at in homes.items() if self._is_new(at) for pk in self._pk(uid)]
        self.held = refers_to(Household, new, {"households.member"})
        people = [m.pk for some in self.members.values() for m in some]
        self.held_members = refers_to(Member, people, set())
        self.kept: dict[int, str] = {}
        self.gone: list[tuple[Household, list[Member]]] = []

    def _is_new(self, positions: list[int]) -> bool:
        return bool(self.lines[positions[0]].plan["way"] == "new")

    def _pk(self, uid: str) -> list[int]:
        return [self.houses[uid].pk] if uid in self.houses else []

    def take(self) -> dict[int, str]:
        """Go through the households; answers what stays."""
        for uid, positions in self.homes.items():
            house = self.houses.get(uid)
            if house is None or house.left_on is not None:
                self._keep(positions)
            elif self._is_new(positions):
                self._take_new(house, positions)
            else:
                self._take_known(house, positions)
        self._remove()
        return self.kept

    def _keep(self, positions: Iterable[int]) -> None:
        self.kept |= {position: str(_(TOUCHED)) for position in positions}

    def _take_new(self, house: Household, positions: list[int]) -> None:
        """A household that came with the sheet goes with it, when it is as it came."""
        members = self.members[house.pk]
        ours = {self.lines[p].plan["member"] for p in positions}
        as_it_came = (
            house.version == 1
            and house.pk not in self.held
            and {str(m.uid) for m in members} == ours
            and all(m.version == 1 and m.pk not in self.held_members for m in members)
        )
        if as_it_came:
            self.gone.append((house, members))
        else:
            self._keep(positions)

    def _remove(self) -> None:
        trail.record_each(
            Act.SHEET_RETURN,
            by=self.desk.by,
            rows=[
                (house, house.village_id, {"number": house.number, "members": len(members)})
                for house, members in self.gone
            ],
            reason=self.desk.label,
        )
        people = [m.pk for _house, members in self.gone for m in members]
        Member.objects.filter(pk__in=people).delete()
        Household.objects.filter(pk__in=[house.pk for house, _members in self.gone]).delete()

    def _take_known(self, house: Household, positions: list[int]) -> None:
        touched = False
        for position in reversed(positions):
            line = self.lines[position]
            back = self._add_back if line.plan["way"] == "add" else self._change_back
            if back(house, line):
                touched = True
            else:
                self._keep([position])
        if touched:
            members = [m for m in self.members[house.pk] if m.is_present]
            house.people = max(house.people, len(members), 1)
            house.version += 1
            set_keys(house, [m.name for m in members])
            house.save()

    def _add_back(self, house: Household, line: Line) -> bool:
        member = self._member(house, line)
        if (
            member is None
            or member.version != 1
            or not member.is_present
            or member.pk in self.held_members
        ):
            return False
        if "head" in line.plan and house.head_name != member.name:
            return False
        trail.record(
            Act.SHEET_RETURN,
            by=self.desk.by,
            on=member,
            place=house.village_id,
            before={"household": str(house.uid)},
            reason=self.desk.label,
        )
        present = [m for m in self.members[house.pk] if m.is_present]
        if house.people == len(present):
            house.people = max(int(line.plan["people"]), len(present) - 1, 1)
        house.head_name = line.plan.get("head", house.head_name)
        self.members[house.pk].remove(member)
        member.delete()
        return self._house_back(house, line) or True

    def _member(self, house: Household, line: Line) -> Member | None:
        wanted = line.plan["member"]
        return next((m for m in self.members[house.pk] if str(m.uid) == wanted), None)

    def _change_back(self, house: Household, line: Line) -> bool:
        if not line.plan.get("before"):
            return self._house_back(house, line)
        member, after = self._member(house, line), restored(line.plan["after"])
        if member is None or not member.is_present:
            return False
        if any(getattr(member, name) != value for name, value in after.items()):
            return False
        now = {name: getattr(member, name) for name in FIELDS}
        fill(member, now | restored(line.plan["before"]))
        member.version += 1
        member.save()
        if member.relation == "head":
            house.head_name = member.name
        self._tell(house, {name: now[name] for name in line.plan["before"]}, member)
        self._house_back(house, line)
        return True

    def _house_back(self, house: Household, line: Line) -> bool:
        after = line.plan.get("house_after")
        if not after or any(getattr(house, name) != value for name, value in after.items()):
            return False
        now = {name: getattr(house, name) for name in after}
        for name, value in line.plan["house_before"].items():
            setattr(house, name, value)
        self._tell(house, now, None)
        return True

    def _tell(self, house: Household, now: dict[str, Any], member: Member | None) -> None:
        """What stood there until now is kept sealed, the trail names the fields."""
        HouseholdChange.objects.create(
            household=house,
            member=member,
            village_id=house.village_id,
            fields=sorted(now),
            before=json.dumps(now, ensure_ascii=False, default=str),
            by=self.desk.by,
        )
        trail.record(
            Act.SHEET_RETURN,
            by=self.desk.by,
            on=member or house,
            place=house.village_id,
            after={"fields": sorted(now)},
            reason=self.desk.label,
        )
