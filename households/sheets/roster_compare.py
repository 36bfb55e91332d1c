"""What each row of a roster would do: compared with the households and members of its own
village, as far as the sender reaches, and with nothing else (T3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope
from accounts.identity import mask_id, mask_phone, normalise_id
from accounts.refusals import Invalid
from accounts.templatetags.words import mask_name
from accounts.vault import id_hash
from campaigns.sheets.kinds import Desk, SheetKind
from campaigns.sheets.table import Line, text_of
from households.members import FIELDS, clean_member
from households.models import DocumentKind, Household, Member, Relation
from households.sheets.common import village_of
from households.transitions.household import MEMBERS_MOST

HOMES_AT_ONCE = 1000
PEOPLE_MOST = 60
HOME_FIELDS = ("grid", "address", "is_resident")
PAPERS = {"id_number", "document", "document_number", "document_reason"}

Key = tuple[int, str]


@dataclass(slots=True)
class Home:
    """The rows of one household, and what is stored of it."""

    village: int
    lines: list[Line] = field(default_factory=list)
    stored: Household | None = None
    members: list[Member] = field(default_factory=list)
    taken: bool = False


def compare(kind: SheetKind, lines: list[Line], desk: Desk) -> None:
    """Fill verdict, label, changes, problems and plan of every line."""
    homes: dict[Key, Home] = {}
    for line in lines:
        key = _key(line, desk)
        if key is not None:
            homes.setdefault(key, Home(key[0])).lines.append(line)
    done = 0
    for some in _batches(homes):
        _load(some, desk)
        for home in some.values():
            _compare_home(kind, home)
            done += len(home.lines)
        desk.tell(done, len(lines), _("核对 %(done)d 行") % {"done": done})
    for line in lines:
        line.label = _label(line)
        if line.problems:
            line.verdict, line.changes, line.plan = "wrong", [], {}


def _batches(homes: dict[Key, Home]) -> Iterator[dict[Key, Home]]:
    pairs = iter(homes.items())
    while some := dict(islice(pairs, HOMES_AT_ONCE)):
        yield some


def _label(line: Line) -> str:
    name = mask_name(str(line.values.get("name", "")))
    parts = [line.values.get("village"), line.values.get("number"), name]
    return " ".join(str(part) for part in parts if part)


def _key(line: Line, desk: Desk) -> Key | None:
    code, number = village_of(line, desk), str(line.values.get("number", ""))
    return (code, number) if code and number else None


def _load(homes: dict[Key, Home], desk: Desk) -> None:
    """Households of these numbers and their members of today, in three queries."""
    codes, numbers = {k[0] for k in homes}, {k[1] for k in homes}
    wanted = Household.objects.filter(village_id__in=codes, number__in=numbers)
    for row in wanted.visible_to(desk.by):
        home = homes.get((row.village_id, row.number))
        if home is not None:
            home.stored = row
    by_pk = {h.stored.pk: h for h in homes.values() if h.stored is not None}
    for member in Member.objects.visible_to(desk.by).filter(household__in=by_pk).present():
        by_pk[member.household_id].members.append(member)
    # A household its sender may not see, in her own village, keeps its number all the same.
    with scope.as_system():
        for pair in wanted.values_list("village_id", "number"):
            hidden = homes.get(pair)
            if hidden is not None and hidden.stored is None:
                hidden.taken = True


def _compare_home(kind: SheetKind, home: Home) -> None:
    if home.taken:
        _all_wrong(home, "number", _("这个户号不能由您导入，请交给乡镇妇联办理。"))
    elif home.stored is None:
        _new_home(home)
    elif home.stored.left_on is not None:
        _all_wrong(home, "number", _("这一户已登记迁出，不能再导入。"))
    else:
        _known_home(kind, home, home.stored)


def _all_wrong(home: Home, key: str, said: str) -> None:
    for line in home.lines:
        line.wrong(key, said)


# A household that is new


def _new_home(home: Home) -> None:
    people = [(line, _clean(line, line.values)) for line in home.lines]
    _one_head(home)
    _once(people)
    _agree(home)
    if len(home.lines) > MEMBERS_MOST:
        _all_wrong(home, "number", _("一户最多登记 %(most)s 人。") % {"most": MEMBERS_MOST})
    head = next((li for li in home.lines if li.values.get("relation") == Relation.HEAD), None)
    if head is not None and head.problems:
        said = _("这一户户主的一行（第 %(row)d 行）有错，改好后才能导入本户。") % {
            "row": head.number
        }
        for line in home.lines:
            if line is not head:
                line.wrong("number", said)
    uid = next((li.plan["home"] for li in home.lines if "home" in li.plan), str(uuid4()))
    given = _home_values(home)
    for line, person in people:
        if line.problems or person is None:
            continue
        line.verdict = "added"
        line.plan = {"way": "new", "home": uid, "member": _uid(line), "person": person}
        if line is head:
            blank = {"grid": "", "address": "", "is_resident": True}
            line.plan["house"] = {"village": home.village} | blank | given


def _uid(line: Line) -> str:
    """The key a new member gets; kept between comparison and writing."""
    return str(line.plan.get("member") or uuid4())


def _agree(home: Home) -> None:
    """Where two rows disagree about their household, the later one is wrong."""
    given: dict[str, Any] = {}
    for line in home.lines:
        for key in HOME_FIELDS:
            value = line.values.get(key, "")
            if value != "" and given.setdefault(key, value) != value:
                line.wrong(key, _("与本户前面的行填得不一样，请改成一样或留空。"))


def _home_values(home: Home) -> dict[str, Any]:
    """What the right rows say of the household."""
    right = [line for line in home.lines if not line.problems]
    return {
        key: next(li.values[key] for li in right if key in li.values)
        for key in HOME_FIELDS
        if any(key in li.values for li in right)
    }


def _one_head(home: Home) -> None:
    """A new household has one head; no household is given two."""
    heads = [li for li in home.lines if li.values.get("relation") == Relation.HEAD]
    if home.stored is None and not heads:
        for line in home.lines:
            if all(key != "relation" for key, _said in line.problems):
                line.wrong("relation", _("这一户没有“户主”一行。"))
    for line in heads[1:]:
        said = _("这一户在第 %(row)d 行已有户主。") % {"row": heads[0].number}
        line.wrong("relation", said)


def _once(people: list[tuple[Line, dict[str, Any] | None]]) -> None:
    seen: dict[str, int] = {}
    for line, person in people:
        number = person["id_number"] if person else ""
        if number and number in seen:
            said = _("与第 %(row)d 行的身份证号相同。") % {"row": seen[number]}
            line.wrong("id_number", said)
        elif number:
            seen[number] = line.number


def _clean(line: Line, typed: dict[str, Any]) -> dict[str, Any] | None:
    """One person by the same rules as on the page; what a column has already refused is not
    complained about a second time."""
    try:
        return clean_member(typed, timezone.localdate())
    except Invalid as refusal:
        refused = {key for key, _said in line.problems}
        if refused & PAPERS:
            refused |= PAPERS
        for name, said in refusal.errors.items():
            if name not in refused:
                line.wrong(name, said)
    return None


# A household that is known


def _known_home(kind: SheetKind, home: Home, stored: Household) -> None:
    head = next((m for m in home.members if m.relation == Relation.HEAD), None)
    _one_head(home)
    _agree(home)
    seen: dict[int, int] = {}
    count = len(home.members)
    for line in home.lines:
        member = _match(line, home)
        if line.problems:
            continue
        if member is None:
            count += 1
            _add(line, stored, head, count)
        elif member.pk in seen:
            said = _("与第 %(row)d 行是同一位成员。") % {"row": seen[member.pk]}
            line.wrong("name", said)
        else:
            seen[member.pk] = line.number
            _change(kind, line, stored, member)
    _house_changes(kind, home, stored)


def _match(line: Line, home: Home) -> Member | None:
    """The member a row means: by ID number, else by name inside the household."""
    typed = str(line.values.get("id_number", ""))
    named = [m for m in home.members if m.name == line.values.get("name")]
    if "*" in typed:
        if len(named) == 1 and mask_id(named[0].id_number) == typed:
            del line.values["id_number"]
            return named[0]
        line.wrong("id_number", _("身份证号里有 *，请填完整的 18 位，或留空。"))
        return None
    if typed:
        wanted = id_hash(normalise_id(typed))
        found = next((m for m in home.members if bytes(m.id_hash or b"") == wanted), None)
        if found is not None:
            return found
    if len(named) > 1:
        line.wrong("name", _("本户有同名的成员，请填身份证号。"))
        return None
    if named and typed and named[0].document == DocumentKind.ID:
        line.wrong("id_number", _("与本户这位成员登记的身份证号不同。确要更正，请在家庭页面修改。"))
        return None
    return named[0] if named else None


def _add(line: Line, stored: Household, head: Member | None, count: int) -> None:
    person = _clean(line, line.values)
    if person is None:
        return
    if person["relation"] == Relation.HEAD and head is not None:
        line.wrong("relation", _("这一户已有户主，请选别的关系，或在家庭页面更换户主。"))
        return
    if count > PEOPLE_MOST:
        line.wrong("number", _("一户最多 %(most)d 人。") % {"most": PEOPLE_MOST})
        return
    line.verdict = "added"
    line.plan = {"way": "add", "home": str(stored.uid), "member": _uid(line), "person": person}
    line.plan["people"] = stored.people
    if person["relation"] == Relation.HEAD and person["name"] != stored.head_name:
        line.plan["head"] = stored.head_name
        line.changes = [(_("户主"), stored.head_name, person["name"])]


def _change(kind: SheetKind, line: Line, stored: Household, member: Member) -> None:
    """Cells left empty leave what is stored as it is."""
    typed: dict[str, Any] = {name: getattr(member, name) for name in FIELDS}
    given = {n: line.values[n] for n in FIELDS if line.values.get(n) not in (None, "")}
    if "id_number" in given and "document" not in given:
        typed["document"] = ""
    person = _clean(line, typed | given)
    if person is None:
        return
    before = {n: getattr(member, n) for n in FIELDS if getattr(member, n) != person[n]}
    if "relation" in before and Relation.HEAD in (member.relation, person["relation"]):
        line.wrong("relation", _("户主请在家庭页面用“更换户主”办理。"))
        return
    line.verdict = "changed" if before else "same"
    line.plan = {"way": "change", "home": str(stored.uid), "member": str(member.uid)}
    line.plan |= {"before": before, "after": {n: person[n] for n in before}}
    titles = {c.key: c.title for c in kind.columns}
    line.changes = [
        (titles[n], said(member, n, before[n]), said(member, n, person[n])) for n in before
    ]


def said(member: Member, name: str, value: Any) -> str:
    """A value as the preview shows it: numbers masked, choices by their label."""
    if name in ("id_number", "document_number"):
        return mask_id(str(value)) if value else ""
    if name == "phone":
        return mask_phone(str(value)) if value else ""
    choices = dict(member._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, text_of(value)))


def _house_changes(kind: SheetKind, home: Home, stored: Household) -> None:
    """What changes about the household itself rides on its first right row."""
    given = _home_values(home)
    before = {n: getattr(stored, n) for n in given if getattr(stored, n) != given[n]}
    carrier = next((line for line in home.lines if not line.problems), None)
    if not before or carrier is None:
        return
    carrier.plan["house_before"] = before
    carrier.plan["house_after"] = {n: given[n] for n in before}
    titles = {c.key: c.title for c in kind.columns}
    for name, old in before.items():
        pair = (text_of(old), text_of(given[name]))
        if name == "address":
            pair = (_("原住址") if old else "", _("新住址"))
        carrier.changes = [*carrier.changes, (titles[name], *pair)]
    if carrier.verdict == "same":
        carrier.verdict = "changed"
