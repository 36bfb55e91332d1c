"""Verbs of a matter (来件): receiving it, and what every verb of one shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.identity import read_id
from accounts.models import User
from accounts.refusals import Invalid
from accounts.typed import typed_id, typed_phone
from accounts.vault import id_hash
from campaigns.models import Division
from disputes.models import Category, Matter, Party, Source
from disputes.party_keys import keys_of
from disputes.queries.hand_over import unit_of
from disputes.receipts import new_receipt, receipt_hash
from disputes.transitions import handling
from disputes.transitions.seal import close_to_others
from households.models import Household, Member
from households.models.member import years_between

NAMES_A_SIDE = 10
NAME_LENGTH = 40
ADULT_AGE, LIMITED_AGE = 18, 8


@dataclass(frozen=True)
class Person:
    """A party as somebody names her; only name and side are wanted, the rest is filled in as it
    becomes known. household: the family she belongs to, where the register has it."""

    side: str
    name: str
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    household: Household | None = None
    capacity: str = ""


@dataclass(frozen=True)
class Caller:
    """Who spoke, and how to reach her; an anonymous one has neither name nor telephone."""

    kind: str = ""
    name: str = ""
    phone: str = ""
    anonymous: bool = False


@transaction.atomic
def receive(
    *,
    place: Division,
    channel: str,
    brief: str,
    by: User,
    request: str = "",
    category: str = "",
    caller: Caller | None = None,
    people: Sequence[Person] = (),
    received_on: date | None = None,
    client_uuid: UUID | None = None,
    sealed: bool = False,
) -> Matter:
    """Take a matter in, from wherever it comes (来访、来信、来电、移送 …). Whoever takes it in
    answers for it until somebody else accepts it. The same client_uuid again answers with the
    matter made first. sealed: from the start only its handlers know of it.

    Raises Forbidden outside one's place, Invalid for what does not hold."""
    acts.require(by, Act.MATTER_RECEIVE, place.code)
    if client_uuid and (made := _made_before(client_uuid, by)):
        return made
    received_on = received_on or timezone.localdate()
    if channel not in Source.values:
        raise Invalid({"channel": _("请选来源。")})
    require_category(category, missing=True)
    require_received("received_on", received_on)
    brief = handling.require_text("brief", brief, _("请写明来件内容。"))
    given = _clean(caller or Caller())
    named = [checked(p, place) for p in people]
    receipt = new_receipt()
    matter = Matter(
        client_uuid=client_uuid,
        place=place,
        unit_id=unit_of(by, place),
        owner=by,
        channel=channel,
        category=category,
        received_on=received_on,
        received_by=by,
        anonymous=given.anonymous,
        caller=given.kind,
        caller_name=given.name,
        caller_phone=given.phone,
        brief=brief,
        request=request.strip(),
        receipt=receipt,
        receipt_hash=receipt_hash(receipt),
    )
    try:
        with transaction.atomic():
            matter.save()
    except IntegrityError:
        if client_uuid and (made := _made_before(client_uuid, by)):
            return made
        raise Invalid(_("这张登记表已用过，请重新打开再填。")) from None
    add_people(matter, named)
    trail.record(
        Act.MATTER_RECEIVE,
        by=by,
        on=matter,
        place=place.code,
        after={"channel": channel, "on": str(received_on)},
    )
    if sealed:
        close_to_others(matter, [by], by)
    return matter


def add_people(matter: Matter, people: Iterable[Person]) -> list[Party]:
    """Parties of a matter, with the keys they are found by; called inside a verb."""
    rows = []
    for person in people:
        number = read_id(person.id_number, timezone.localdate()) if person.id_number else None
        rows.append(
            Party(
                matter=matter,
                place_id=matter.place_id,
                side=person.side,
                name=person.name.strip(),
                sex=person.sex or (number.sex if number else ""),
                birth_year=number.birth_date.year if number else None,
                id_number=number.number if number else "",
                id_hash=id_hash(number.number) if number else None,
                phone=person.phone,
                address=person.address.strip(),
                capacity=person.capacity or _capacity(number.birth_date if number else None),
                household=person.household or _home_of(matter, number.number if number else ""),
                keys=keys_of(person.name, person.phone),
            )
        )
    return Party.objects.bulk_create(rows)


def people_of(applicants: Sequence[str], respondents: Sequence[str]) -> list[Person]:
    """Names by side, each side with at least one and no two alike; 422 otherwise."""
    out: list[Person] = []
    for field, side, names in (
        ("applicants", Party.Side.APPLICANT, applicants),
        ("respondents", Party.Side.RESPONDENT, respondents),
    ):
        clean = [name.strip() for name in names if name.strip()]
        if not clean:
            raise Invalid({field: _("请填写姓名，不知道全名的写称呼，例如“王某”。")})
        if len(clean) > NAMES_A_SIDE or any(len(name) > NAME_LENGTH for name in clean):
            raise Invalid({field: _("每方不超过 10 人，每个姓名不超过 40 个字。")})
        out += [Person(side, name) for name in clean]
    names_only = [p.name for p in out]
    if len(set(names_only)) < len(names_only):
        raise Invalid({"respondents": _("有两人姓名相同，请加以区分，例如“张伟（长子）”。")})
    return out


def require_category(category: str, *, missing: bool = False) -> None:
    """422 unless a category is named; missing: nobody has to know it yet."""
    if category not in Category.values and not (missing and not category):
        raise Invalid({"category": _("请选类别。")})


def require_received(field: str, day: date) -> None:
    """422 for a day of receipt in the future or so long ago that the year must be wrong."""
    handling.require_day(field, day)
    if day < timezone.localdate() - handling.FARTHEST_BACK:
        raise Invalid({field: _("登记日期在五年以前，请核对年份。")})


def change(matter: Matter, **values: object) -> None:
    """Set and save the named fields as the next version."""
    for name, value in values.items():
        setattr(matter, name, value)
    matter.version += 1
    matter.save(update_fields=[*values, "version"])


def _made_before(client_uuid: UUID, by: User) -> Matter | None:
    return Matter.objects.visible_to(by).filter(client_uuid=client_uuid).first()


def _clean(caller: Caller) -> Caller:
    if caller.kind and caller.kind not in Matter.Caller.values:
        raise Invalid({"caller": _("请选来人身份。")})
    if caller.anonymous:
        return Caller(caller.kind, anonymous=True)
    if len(caller.name.strip()) > NAME_LENGTH:
        raise Invalid({"caller_name": _("姓名不超过 40 个字。")})
    return Caller(caller.kind, caller.name.strip(), typed_phone("caller_phone", caller.phone))


def checked(person: Person, place: Division) -> Person:
    """A person as she is kept; 422 with a sentence for what is wrong."""
    if person.side not in Party.Side.values:
        raise Invalid({"people": _("请选是哪一方。")})
    if not 0 < len(person.name.strip()) <= NAME_LENGTH:
        raise Invalid({"people": _("请填写姓名，不超过 40 个字；不知道全名的写称呼。")})
    number = person.id_number.strip() and typed_id("id_number", person.id_number).number
    return Person(
        person.side,
        person.name.strip(),
        person.sex,
        number,
        typed_phone("phone", person.phone),
        person.address.strip()[:120],
        person.household,
        person.capacity,
    )


def _capacity(born: date | None) -> str:
    """By age alone (民法典 art. 17, 19, 20); an adult without capacity is marked by hand."""
    if born is None:
        return Party.Capacity.FULL
    age = years_between(born, timezone.localdate())
    if age >= ADULT_AGE:
        return Party.Capacity.FULL
    return Party.Capacity.LIMITED if age >= LIMITED_AGE else Party.Capacity.NONE


def _home_of(matter: Matter, number: str) -> Household | None:
    """The household of the matter's own village the register has the ID number in; elsewhere is
    not looked (T3: no village learns of another)."""
    if not number:
        return None
    member = (
        Member.objects.present()
        .filter(village_id=matter.place_id, id_hash=id_hash(number))
        .select_related("household")
        .first()
    )
    return member.household if member else None
