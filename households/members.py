"""What may be registered about a member: cleaning and filling, without touching the database.

Shared by the forms, the API, the roster import and the demo county. Every complaint is told at
once, by field, in words a clerk understands (domain G, H ⑧).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.identity import OLDEST_YEARS, NotValid, normalise_phone, phone_faults, read_id
from accounts.refusals import Invalid
from accounts.search_terms import search_terms
from accounts.vault import id_hash
from households.models import ConsentBasis, DocumentKind, Member, Relation, Sex
from households.models.member import CHILD_YEARS, years_between
from households.search_keys import member_keys

FIELDS = (
    "name",
    "relation",
    "sex",
    "birth_date",
    "document",
    "id_number",
    "document_number",
    "document_reason",
    "phone",
    "consent",
    "consent_note",
)


def clean_member(values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The typed values of one member as they are kept; Invalid names every field that does not
    hold. An ID number decides sex and birth date; what was typed must agree with it."""
    typed = _trimmed(values)
    errors: dict[str, str] = {}
    if not typed["name"]:
        errors["name"] = _("请填姓名。")
    if typed["relation"] not in Relation.values:
        errors["relation"] = _("请选与户主的关系。")
    _clean_document(typed, errors, today)
    _clean_birth(typed, errors, today)
    if typed["phone"]:
        faults = phone_faults(typed["phone"])
        if faults:
            errors["phone"] = "".join(faults)
        typed["phone"] = normalise_phone(typed["phone"])
    _clean_consent(typed, errors, today)
    if errors:
        raise Invalid(errors)
    return typed


def _trimmed(values: Mapping[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for name in FIELDS:
        value = values.get(name)
        typed[name] = value if isinstance(value, date) else str(value or "").strip()
    typed["birth_date"] = typed["birth_date"] or None
    typed["sex"] = typed["sex"] or Sex.UNKNOWN
    if not typed["document"]:
        typed["document"] = DocumentKind.ID if typed["id_number"] else ""
    return typed


def _clean_document(typed: dict[str, Any], errors: dict[str, str], today: date) -> None:
    if typed["document"] not in DocumentKind.values:
        errors["document"] = _("请填身份证号；没有的，请选别的证件并写明原因。")
        return
    if typed["document"] != DocumentKind.ID:
        typed["id_number"] = ""
        if not typed["document_reason"]:
            errors["document_reason"] = _("请写明为什么没有填身份证号。")
        if typed["document"] in {DocumentKind.LATER, DocumentKind.NONE}:
            typed["document_number"] = ""
        elif not typed["document_number"]:
            errors["document_number"] = _("请填证件号码。")
        return
    typed["document_number"] = typed["document_reason"] = ""
    if not typed["id_number"]:
        errors["id_number"] = _("请填身份证号；没有的，请选别的证件并写明原因。")
        return
    try:
        found = read_id(typed["id_number"], today)
    except NotValid as fault:
        errors["id_number"] = str(fault)
        return
    if typed["sex"] not in {found.sex, Sex.UNKNOWN}:
        errors["sex"] = _("性别与身份证号不符，请核对。")
    if typed["birth_date"] not in {found.birth_date, None}:
        errors["birth_date"] = _("出生日期与身份证号不符，请核对。")
    typed |= {"id_number": found.number, "sex": found.sex, "birth_date": found.birth_date}


def _clean_birth(typed: dict[str, Any], errors: dict[str, str], today: date) -> None:
    if typed["sex"] not in Sex.values:
        errors["sex"] = _("请选性别。")
    born = typed["birth_date"]
    if born is None:
        return
    if not isinstance(born, date):
        errors["birth_date"] = _("出生日期请写成 2010-06-01。")
    elif born > today:
        errors["birth_date"] = _("出生日期不能晚于今天。")
    elif today.year - born.year > OLDEST_YEARS:
        errors["birth_date"] = _("出生年份太早，请核对。")


def _clean_consent(typed: dict[str, Any], errors: dict[str, str], today: date) -> None:
    """A child under fourteen is kept on a stated ground (PIPL art. 31); nobody else needs one."""
    born = typed["birth_date"]
    age = years_between(born, today) if isinstance(born, date) else None
    if age is None or age >= CHILD_YEARS or age < 0:
        typed["consent"] = typed["consent_note"] = ""
        return
    if typed["consent"] not in ConsentBasis.values:
        errors["consent"] = _("未满十四周岁，请选登记的依据：监护人同意，或履行法定职责。")
    elif typed["consent"] == ConsentBasis.GUARDIAN and not typed["consent_note"]:
        errors["consent_note"] = _("请写明同意的监护人是谁、什么时候同意的。")


def fill(member: Member, cleaned: Mapping[str, Any]) -> Member:
    """Set cleaned values and everything that follows from them; nothing is saved."""
    for name in FIELDS:
        setattr(member, name, cleaned[name])
    terms = search_terms(member.name, person=True)
    member.pinyin, member.initials = terms.pinyin[:120], terms.initials[:20]
    member.id_hash = id_hash(member.id_number) if member.id_number else None
    member.keys = member_keys(member, terms)
    return member


def clean_all(rows: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """Every member of a new household; errors are keyed `members.2.id_number`. Exactly one is
    the head, and nobody stands twice."""
    errors: dict[str, str] = {}
    cleaned: list[dict[str, Any]] = []
    for index, row in enumerate(rows, start=1):
        try:
            cleaned.append(clean_member(row, today))
        except Invalid as refusal:
            errors |= {f"members.{index}.{name}": text for name, text in refusal.errors.items()}
    if errors:
        raise Invalid(errors)
    heads = [row for row in cleaned if row["relation"] == Relation.HEAD]
    if cleaned and len(heads) != 1:
        raise Invalid({"members": _("成员里要有户主本人，而且只有一位。")})
    numbers = [row["id_number"] for row in cleaned if row["id_number"]]
    if len(set(numbers)) < len(numbers):
        raise Invalid({"members": _("有两位成员的身份证号相同，请核对。")})
    return cleaned
