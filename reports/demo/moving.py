"""Scenes of people in the shown village, through the verbs: a move accepted, one waiting, one
sent back, one taken back; a household split, two merged; a head who died, somebody who left and
one who came back; one person in two households, decided and undecided; a safe contact rule."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from campaigns.models import Division
from households.models import Household, ListedFamily, Member, Relation
from households.queries.household import next_number
from households.transitions.household import change_contact, register_household
from households.transitions.household_split import merge_households, split_household
from households.transitions.member import (
    change_head,
    change_member,
    leave_member,
    record_death,
    return_member,
)
from households.transitions.move import accept_move, decline_move, offer_move, withdraw_move
from households.transitions.person import decide_match, undo_match
from reports.demo.county import County
from reports.demo.people import whole_villages


def scenes(county: County) -> None:
    """All scenes; each takes a household of its own, so that none stands in another's way."""
    here, there = whole_villages(county)[:2]
    mediator, neighbour = county.workers[here.code][0], county.workers[there.code][0]
    homes = _free(here)
    _changes(county, homes, mediator)
    _moves(homes, there, mediator, neighbour)
    _twice(county, homes, there, neighbour)


def _free(village: Division) -> list[Household]:
    """Households of at least three members that are neither listed nor gone."""
    taken = ListedFamily.objects.filter(village=village).values("household")
    rows = Household.objects.filter(village=village, people__gte=3, members__relation="head")
    return list(rows.present().exclude(pk__in=taken).order_by("-number")[:16])


def _changes(county: County, homes: list[Household], by: User) -> None:
    home = homes.pop()
    change_contact(
        home,
        by=by,
        safe_phone="19900001234",
        safe_hours="周一至周五 9–11 时",
        safe_person="只找本人",
        safe_words="说是人口登记",
    )
    old = homes.pop()
    going = [m for m in _members(old) if m.relation not in {Relation.HEAD, Relation.SPOUSE}]
    number = next_number(old.village)
    new = split_household(old, members=[going[0].uid], head=going[0].uid, number=number, by=by)
    change_contact(new, by=by, safe_person="只找户主", may_message=True)
    source, into = homes.pop(), homes.pop()
    relations = {m.uid: Relation.OTHER for m in _members(source)}
    merge_households(source, into, relations=relations, reason="与亲属同住，合并登记", by=by)
    day = county.until - timedelta(days=3)
    home = homes.pop()
    head, heir = _members(home)[:2]
    record_death(head, died_on=day, new_head=heir, by=by)
    home = homes.pop()
    change_head(home, new_head=_members(home)[1], by=by)
    home = homes.pop()
    leave_member(_members(home)[-1], left_on=day, reason="外出成家", by=by)
    home = homes.pop()
    last = _members(home)[-1]
    leave_member(last, left_on=day, reason="登记错了", by=by)
    return_member(last, reason="核实仍在户内", by=by)
    home = homes.pop()
    second = _members(home)[1]
    values = {n: getattr(second, n) for n in ("name", "relation", "sex", "birth_date", "document")}
    values |= {"document_reason": second.document_reason, "phone": "19900005678"}
    change_member(second, values=values, by=by)


def _moves(homes: list[Household], there: Division, by: User, neighbour: User) -> None:
    accepted = offer_move(homes.pop(), village=there, reason="随子女居住", by=by)
    accept_move(accepted, number=next_number(there), by=neighbour)
    declined = offer_move(homes.pop(), village=there, reason="在那边建房", by=by)
    decline_move(declined, answer="只是短期做工，没有住来", by=neighbour)
    withdrawn = offer_move(homes.pop(), village=there, reason="打算搬迁", by=by)
    withdraw_move(withdrawn, by=by)
    offer_move(homes.pop(), village=there, reason="婚后居住", address="二组8号", by=by)
    coming = _free(there)[0]
    offer_move(coming, village=homes[0].village, reason="回村照顾老人", by=neighbour)


def _twice(county: County, homes: list[Household], there: Division, by: User) -> None:
    """One person in two households, after a divorce (domain K7): decided, decided and taken back,
    and two that the county has not looked at yet."""
    boss = county.officers["xianfulian"]
    pairs = []
    for home in homes[:3]:
        first = next(m for m in _members(home) if m.id_number and not m.is_child)
        number = next_number(there)
        typed = {n: getattr(first, n) for n in ("name", "sex", "birth_date", "document")}
        typed |= {"id_number": first.id_number, "relation": Relation.HEAD}
        second = register_household(
            village=there,
            number=number,
            head_name=first.name,
            people=1,
            address=f"{there.name}四组{number}号",
            by=by,
            members=[typed | {"phone": first.phone}],
        )
        pairs.append((first, _members(second)[0]))
    decide_match(*pairs[0], verdict="same", reason="电话核实，离婚后两处居住", by=boss)
    taken_back = decide_match(*pairs[1], verdict="different", reason="同名同号，待核", by=boss)
    undo_match(taken_back, reason="户籍核实是同一人", by=boss)


def _members(home: Household) -> list[Member]:
    return list(Member.objects.filter(household=home).present().in_order())
