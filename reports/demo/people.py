"""Members, addresses and telephones of the demo county: nobody exists, every ID number is of the
invented province 99 (domain G). The villages around the demo sign-ins are complete, elsewhere
every tenth household has its members; scenes go through the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.identity import check_digit
from campaigns.models import Division
from households.members import fill
from households.models import ConsentBasis, DocumentKind, Household, Member, Relation, Sex
from households.models.member import CHILD_YEARS
from reports.demo import words
from reports.demo.county import SHOWN_TOWNSHIP, SHOWN_VILLAGE, County

WHOLE_VILLAGES = 3
SHARE_ELSEWHERE = 0.1
REASONS = ("新生儿还没有上户", "证件遗失，正在补办", "长期在外，电话核实")
Typed = dict[str, Any]


def whole_villages(county: County) -> list[Division]:
    """The shown village first, then its neighbours in the township."""
    shown = [v for v in county.villages if v.name.startswith(SHOWN_VILLAGE)]
    towns = {t.code for t in county.townships if t.name.startswith(SHOWN_TOWNSHIP)}
    near = [v for v in county.villages if county.township_of(v.code) in towns]
    rest = [v for v in (*near, *county.villages) if v not in shown]
    return [*shown, *rest][:WHOLE_VILLAGES]


def address(dice: Random, village: Division) -> str:
    """A house of the village."""
    return f"{village.name}{dice.choice(words.STREETS)}{dice.randint(1, 160)}号"


def mobile(dice: Random) -> str:
    """A number with a valid shape of a range that is not given out."""
    return f"1990000{dice.randint(0, 9999):04d}"


def family(dice: Random, home: Household, today: date) -> list[Typed]:
    """As many members as the household has people, the head first."""
    head_age, head_is_man = dice.randint(28, 78), dice.random() < 0.8
    rows = [_typed(dice, home.head_name, Relation.HEAD, head_age, head_is_man, today)]
    rows[0]["phone"] = mobile(dice)
    for index in range(1, home.people):
        relation, age, man = _place(dice, index, head_age, head_is_man)
        name = words.person(dice)
        if relation in {Relation.SON, Relation.DAUGHTER, Relation.GRANDCHILD}:
            name = home.head_name[0] + name[1:]
        rows.append(_typed(dice, name, relation, age, man, today))
    return rows


def _place(dice: Random, index: int, head_age: int, man: bool) -> tuple[Relation, int, bool]:
    if index == 1:
        return Relation.SPOUSE, max(22, head_age + dice.randint(-5, 3)), not man
    child_is_man = dice.random() < 0.5
    if index == 4 and head_age < 55:
        return Relation.PARENT, head_age + dice.randint(20, 30), child_is_man
    relation = Relation.SON if child_is_man else Relation.DAUGHTER
    return relation, max(0, head_age - dice.randint(22, 34)), child_is_man


def _typed(dice: Random, name: str, relation: Relation, age: int, man: bool, today: date) -> Typed:
    born = today - timedelta(days=age * 365 + dice.randint(1, 360))
    serial = dice.randint(0, 498) * 2 + (1 if man else 2)
    first = f"990101{born:%Y%m%d}{serial:03d}"
    row: Typed = {
        "name": name,
        "relation": relation,
        "sex": Sex.MALE if man else Sex.FEMALE,
        "birth_date": born,
        "document": DocumentKind.ID,
        "id_number": first + check_digit(first),
        "document_number": "",
        "document_reason": "",
        "phone": "",
        "consent": "",
        "consent_note": "",
    }
    if dice.random() < 0.03:
        row |= {
            "id_number": "",
            "document": DocumentKind.LATER,
            "document_reason": dice.choice(REASONS),
        }
    if (Member(birth_date=born).age(today) or 0) < CHILD_YEARS:
        guarded = dice.random() < 0.8
        row["consent"] = ConsentBasis.GUARDIAN if guarded else ConsentBasis.DUTY
        row["consent_note"] = "父母 登记时同意" if guarded else ""
    return row


def members(homes: list[Household], planned: dict[str, list[Typed]]) -> None:
    """Load the members planned for the households, by the household's uid."""
    rows = []
    for home in homes:
        for typed in planned.get(str(home.uid), ()):
            made = Member(
                household=home,
                village_id=home.village_id,
                joined_on=home.registered_on,
                left_on=home.left_on,
            )
            rows.append(fill(made, typed))
    Member.objects.bulk_create(rows, batch_size=2000)
