"""Verbs of the care ledgers: a person entered, looked in on, corrected, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from households.models import CareRecord, CareVisit, Member, Sex
from households.tiers import add_months

Kind = CareRecord.Kind
# Below these ages a child is one, and has rules of its own (PIPL art. 28, 31; 未成年人保护法 2).
OWN_RULES_BELOW, CHILD_BELOW, ELDER_FROM = 14, 18, 60
FIELDS = ("carer", "carer_relation", "contact", "need")


@transaction.atomic
def enter_care(member: Member, *, kind: str, by: User, **facts: str) -> CareRecord:
    """Enter a member of a household into a ledger: who looks after them, what they need. A child
    below fourteen is refused while its member record names no ground: the guardian's consent or
    the statutory duty (domain H ⑧)."""
    person = Member.objects.locked(by, uid=member.uid)
    acts.require(by, Act.HELP_CARE, person.village_id)
    if person.left_on is not None or person.died_on is not None:
        raise NotTheMoment(_("此人已不在这一户。"))
    if kind not in Kind.values:
        raise Invalid({"kind": _("请选儿童、妇女还是老人。")})
    if problem := _unfit(kind, person):
        raise Invalid({"member": problem})
    values = _checked(kind, facts)
    try:
        with transaction.atomic():
            row = CareRecord.objects.create(
                member=person,
                household_id=person.household_id,
                village_id=person.village_id,
                kind=kind,
                since=timezone.localdate(),
                recorded_by=by,
                **values,
            )
    except IntegrityError:
        raise Invalid({"member": _("此人已在这本台账里。")}) from None
    _told(row, by, {"kind": kind, "member": person.pk})
    return row


@transaction.atomic
def correct_care(
    record: CareRecord, *, by: User, version: int | None = None, **facts: str
) -> CareRecord:
    """Correct what is written about somebody."""
    row = _open(record, by)
    require_version(row, version, facts, ("carer", "carer_relation"))
    values = _checked(row.kind, facts)
    changed = [name for name in FIELDS if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        _told(row, by, {"changed": changed})
    return row


@transaction.atomic
def visit_care(
    record: CareRecord, *, visited_on: date, way: str, found: str, by: User
) -> CareVisit:
    """A care visit."""
    row, errors = _open(record, by), {}
    if not row.since <= visited_on <= timezone.localdate():
        errors["visited_on"] = _("日期要在登记日期和今天之间。")
    if way not in CareVisit.Way.values:
        errors["way"] = _("请选方式。")
    if not found.strip():
        errors["found"] = _("请写看到的情况，一两句就行。")
    if errors:
        raise Invalid(errors)
    visit = CareVisit.objects.create(
        record=row,
        village_id=row.village_id,
        visited_on=visited_on,
        way=way,
        found=found.strip(),
        visitor=by,
        recorded_at=timezone.now(),
    )
    _told(row, by, {"visit": str(visit.uid)})
    return visit


@transaction.atomic
def end_care(
    record: CareRecord, *, reason: str, by: User, version: int | None = None
) -> CareRecord:
    """Take somebody out of the ledger: parents are back, grown up, moved, died."""
    row = _open(record, by)
    require_version(row, version, {}, ())
    if not reason.strip():
        raise Invalid({"reason": _("请写退出原因，比如：父母已回乡。")})
    row.ended_on, row.end_reason = timezone.localdate(), reason.strip()
    row.version += 1
    row.save(update_fields=["ended_on", "end_reason", "version"])
    _told(row, by, {"ended_on": row.ended_on.isoformat()})
    return row


def _open(record: CareRecord, by: User) -> CareRecord:
    row = CareRecord.objects.locked(by, uid=record.uid)
    acts.require(by, Act.HELP_CARE, row.village_id)
    if row.ended_on is not None:
        raise NotTheMoment(_("已退出台账，记录只供查看。"))
    return row


def _checked(kind: str, facts: Mapping[str, str]) -> dict[str, str]:
    values = {name: (facts.get(name) or "").strip() for name in FIELDS}
    errors = {}
    if not values["need"]:
        errors["need"] = _("请写困难和诉求；暂时没有也请写明。")
    if kind != Kind.WOMAN and not values["carer"]:
        errors["carer"] = _("请写谁在照看；没有人照看也请写明。")
    if errors:
        raise Invalid(errors)
    return values


def _unfit(kind: str, person: Member) -> str:
    """Why this member does not belong into the ledger; "" when she does."""
    born = person.birth_date
    if kind == Kind.CHILD:
        if born is None:
            return _("请先在家庭成员里补上出生日期。")
        if not _below(born, CHILD_BELOW):
            return _("已满十八周岁，不列入儿童台账。")
        if _below(born, OWN_RULES_BELOW) and not person.consent:
            return _("不满十四周岁，请先在家庭成员里写明依据：监护人同意，或履行法定职责。")
    if kind == Kind.WOMAN and person.sex == Sex.MALE:
        return _("登记的性别是男，不列入妇女台账。")
    if kind == Kind.ELDER and born is not None and _below(born, ELDER_FROM):
        return _("不满六十周岁，不列入老人台账。")
    return ""


def _below(born: date, years: int) -> bool:
    """Whether somebody born on `born` has not had that birthday yet."""
    return add_months(born, 12 * years) > timezone.localdate()


def _told(row: CareRecord, by: User, after: dict[str, object]) -> None:
    trail.record(Act.HELP_CARE, by=by, on=row, place=row.village_id, after=after)
