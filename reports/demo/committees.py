"""Mediation committees of a demo county, a few states by the verbs, the rest loaded in bulk."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random
from typing import Any

from accounts.acts import Act
from accounts.models import Trail, User
from campaigns.models import Division
from campaigns.models.division import Level
from disputes.committee_rules import TERM_MONTHS, term_until
from disputes.models import CommitteeSeat, MediationCommittee, MediatorContact, MediatorEntry
from disputes.transitions.committee import end_committee, form_committee
from disputes.transitions.mediator_entry import appoint, end_entry
from disputes.transitions.seat import leave_seat, take_seat
from reports.demo import words
from reports.demo.county import SHOWN_TOWNSHIP, County, told
from reports.demo.homes import new_uid

SPECIALITIES = ("marriage", "neighbours", "housing", "land", "damage", "contract")
KINDS = {Level.VILLAGE: "village", Level.TOWNSHIP: "township", Level.COUNTY: "sectoral"}
RECORDED_AFTER = timedelta(days=3)
NEAR_END = timedelta(days=60)


class Committees:
    """Collects rows of one county, then loads them."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.committees: list[MediationCommittee] = []
        self.entries: list[MediatorEntry] = []
        self.seats: list[CommitteeSeat] = []
        self.contacts: list[MediatorContact] = []
        shown = [t for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP)]
        self.town = (shown or county.townships)[0]
        inside = [v for v in county.villages if self.town.contains(v.code)]
        # The last village has none yet; the scenes draft one there.
        self.bare = inside[-1] if len(inside) > 1 else None

    def load(self) -> None:
        """Build and save; six statements, then the scenes."""
        for place in (*self.county.townships, *self.county.villages):
            if place != self.bare:
                self._committee(place)
        MediationCommittee.objects.bulk_create(self.committees, batch_size=2000)
        MediatorEntry.objects.bulk_create(self.entries, batch_size=2000)
        CommitteeSeat.objects.bulk_create(self.seats, batch_size=4000)
        MediatorContact.objects.bulk_create(self.contacts, batch_size=2000)
        Trail.objects.bulk_create(self._trail(), batch_size=4000)
        self._scenes()

    def _committee(self, place: Division) -> None:
        county, dice = self.county, self.county.dice("committee", place.code)
        since = date(county.campaign.year - 1, 3, dice.randint(3, 28))
        if place == self.town:
            # Three years ago but for two months: the election is due.
            since = county.until.replace(day=1) + NEAR_END
            since = since.replace(year=since.year - TERM_MONTHS // 12, day=1)
        workers = county.workers[place.code]
        row = MediationCommittee(
            uid=new_uid(dice),
            place=place,
            name=f"{place.name}人民调解委员会",
            kind=KINDS[Level(place.level)],
            status="in_office",
            established_on=date(dice.randint(2011, 2020), dice.randint(1, 12), 10),
            term_since=since,
            term_until=term_until(since),
            seal_kept_by=dice.choice(("村文书", "村会计", "综治专干")),
            recorded_by=workers[0],
        )
        self.committees.append(row)
        self._seat(row, "chair", dice, workers[0])
        self._seat(row, "vice" if dice.random() < 0.4 else "member", dice, workers[1])
        for _ in range(dice.randint(1, 3)):
            self._seat(row, "member", dice)
        held = sum(seat.committee is row for seat in self.seats)
        row.version = 2 + held  # formed, each seat, in office
        if dice.random() < 0.3:
            self._appointed(row, dice)

    def _seat(
        self, row: MediationCommittee, role: str, dice: Random, user: User | None = None
    ) -> None:
        assert row.term_since is not None
        entry = MediatorEntry(
            uid=new_uid(dice),
            place=row.place,
            committee=row,
            user=user,
            name=user.name if user else words.person(dice),
            sex=user.sex if user else dice.choice("fm"),
            kind="member",
            appointed_on=row.term_since,
            recorded_by=row.recorded_by,
        )
        self.entries.append(entry)
        self.seats.append(
            CommitteeSeat(
                uid=new_uid(dice),
                place=row.place,
                committee=row,
                entry=entry,
                role=role,
                since=row.term_since,
            )
        )

    def _appointed(self, row: MediationCommittee, dice: Random) -> None:
        assert row.term_since is not None
        entry = MediatorEntry(
            uid=new_uid(dice),
            place=row.place,
            committee=row,
            name=words.person(dice),
            sex=dice.choice("fm"),
            kind="appointed",
            specialities=sorted(dice.sample(SPECIALITIES, 2)),
            weekdays=sorted(dice.sample(range(1, 6), 2)),
            from_time=time(8, 30),
            to_time=time(11, 30),
            appointed_on=row.term_since,
            appointed_until=row.term_until,
            recorded_by=row.recorded_by,
        )
        self.entries.append(entry)
        self.contacts.append(MediatorContact(place=row.place, entry=entry, phone=words.phone(dice)))

    def _trail(self) -> list[Trail]:
        """What the verbs would have told, on the day it was entered."""
        out = []
        for row in self.committees:
            assert row.term_since is not None
            day, by = row.term_since + RECORDED_AFTER, row.recorded_by
            at: dict[str, Any] = {"place": row.place_id, "day": day}
            boss = self.county.workers[self._above(row.place)][0]
            formed, until = {"kind": row.kind}, {"until": str(row.term_until)}
            out.append(told(Act.COMMITTEE_FORM, by=by, on=row, after=formed, **at))
            before = {"status": "draft"}
            out.append(
                told(Act.COMMITTEE_INSTALL, by=boss, on=row, before=before, after=until, **at)
            )
        for seat in self.seats:
            committee = seat.committee
            assert committee.term_since is not None
            after = {"committee": committee.pk, "entry": seat.entry.pk, "taken": seat.role}
            day = committee.term_since + RECORDED_AFTER
            at = {"place": seat.place_id, "day": day}
            out.append(
                told(Act.COMMITTEE_SEAT, by=committee.recorded_by, on=seat, after=after, **at)
            )
        for entry in self.entries:
            if entry.kind == "appointed":
                after = {"kind": entry.kind, "committee": entry.committee_id}
                at = {"place": entry.place_id, "day": entry.appointed_on + RECORDED_AFTER}
                out.append(
                    told(Act.COMMITTEE_APPOINT, by=entry.recorded_by, on=entry, after=after, **at)
                )
        return out

    def _above(self, place: Division) -> int:
        return place.code if place.level == Level.TOWNSHIP else self.county.township_of(place.code)

    def _scenes(self) -> None:
        """What only some have, by the verbs: a draft, a seat to be filled, one given up, ended and
        lapsed appointments, a branch committee and the court's list at the county."""
        county, day, dice = self.county, self.county.until, self.county.dice("committees", 0)
        boss, town = county.officers["xianfulian"], county.workers[self.town.code][0]
        if self.bare is not None:
            by = county.workers[self.bare.code][0]
            name = f"{self.bare.name}人民调解委员会"
            draft = form_committee(self.bare, name=name, kind="village", established_on=day, by=by)
            take_seat(draft, role="chair", since=day, adult=True, user=by, by=by)
        last = self.committees[-1]
        worker = county.workers[last.place_id][0]
        leaving = next(s for s in self.seats if s.committee is last and s.entry.user is None)
        leave_seat(leaving, until=day, reason="外出务工，本人提出", by=worker)
        chair = next(s for s in self.seats if s.committee is self.committees[-2])
        leave_seat(chair, until=day, reason="调往镇里工作", by=chair.entry.user or boss)
        branch = form_committee(
            county.division,
            name=f"{county.division.name}婚姻家庭纠纷人民调解委员会",
            kind="sectoral",
            established_on=day,
            by=boss,
        )
        take_seat(branch, role="chair", since=day, adult=True, user=boss, by=boss)
        given_up = form_committee(
            self.town, name="集贸市场纠纷调委会", kind="sectoral", established_on=day, by=town
        )
        end_committee(given_up, ended_on=day, reason="市场已搬迁", by=town)
        self._court_list(dice, boss, town, day)

    def _court_list(self, dice: Random, boss: User, town: User, day: date) -> None:
        """The court's mediators and the federation's assessors."""
        court = f"{self.county.division.name}人民法院"
        start = day - timedelta(days=200)
        rows = [("invited", None), ("invited", None), ("assessor", None), ("assessor", None),
                ("invited", day - timedelta(days=9))]  # fmt: skip
        made = [
            appoint(
                self.county.division,
                kind=kind,
                name=words.person(dice),
                sex=dice.choice("fm"),
                phone=words.phone(dice),
                court=court,
                specialities=["marriage"],
                appointed_on=start,
                appointed_until=until,
                adult=True,
                by=boss,
            )
            for kind, until in rows
        ]
        end_entry(made[1], ended_on=day, reason="本人提出不再担任", by=boss)
        appoint(
            self.town,
            kind="invited",
            user=town,
            court=court,
            specialities=["marriage", "neighbours"],
            weekdays=[3],
            from_time=time(8, 30),
            to_time=time(11, 30),
            appointed_on=start,
            adult=True,
            by=town,
        )


def committees(county: County) -> None:
    """A committee for every village and township, and who is on the roster."""
    Committees(county).load()
