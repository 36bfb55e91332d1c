"""Verbs of a sealed file: sealing, who handles it, who supervises it, taking the seal off.

Handlers are written as the system: a file is closed to whoever seals it until she is named, and
the database lets nobody name herself into a file that is closed to her (domain H ③, C6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from households.models import Category, FileHandler, Keeper, ListedFamily
from households.queries.kinship import barred
from households.queries.seal import default_supervisor, fit_to_handle, orphaned_files, supervises

Role = FileHandler.Role
REASON_LEAST = 5


@transaction.atomic
def seal_family(
    family: ListedFamily, *, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """Seal a file by decision (child protection; violence is sealed from the start). Whoever
    decides and the present keepers stay handlers, the township federation's person supervises."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_SEAL, row.village_id)
    require_moment(row, "seal", _("列为受保护档案"))
    require_version(row, version, {}, ())
    if row.sealed:
        raise NotTheMoment(_("这份档案已是受保护档案。"))
    _require_reason(reason)
    keepers = User.objects.filter(keepings__family=row, keepings__until__isnull=True)
    close_to_others(row, [by, *keepers], by, reason)
    row.sealed = True
    row.version += 1
    row.save(update_fields=["sealed", "version"])
    _tell(Act.FAMILY_SEAL, row, by, {"sealed": True})
    return row


@transaction.atomic
def unseal_family(
    family: ListedFamily, *, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """Take the seal off: its supervisor alone, with a reason; never off a file of violence."""
    row = _supervised(family, by, version)
    if Category.VIOLENCE in row.categories:
        raise NotTheMoment(_("这一类档案始终受保护，不能解除。"))
    if (
        ListedFamily.objects.visible_to(by)
        .listed()
        .filter(household=row.household_id, sealed=False)
    ):
        raise NotTheMoment(_("这一户另有一份在册档案，请先销号其中一份。"))
    _require_reason(reason)
    row.sealed = False
    row.version += 1
    row.save(update_fields=["sealed", "version"])
    for term in FileHandler.objects.in_force().filter(family=row):
        term.until, term.end_reason = timezone.localdate(), reason.strip()
        term.save(update_fields=["until", "end_reason"])
    _tell(Act.FAMILY_SEAL, row, by, {"sealed": False})
    return row


@transaction.atomic
def name_handler(
    family: ListedFamily, *, person: User, reason: str, by: User, version: int | None = None
) -> FileHandler:
    """The supervisor lets one more person into the file."""
    row = _supervised(family, by, version)
    _require_reason(reason)
    if FileHandler.objects.in_force().filter(family=row, person=person).exists():
        raise Invalid({"person": _("%(name)s已在知悉范围内。") % {"name": person.name}})
    if not fit_to_handle(row.village_id, row.household_id).filter(pk=person.pk).exists():
        raise Invalid({"person": _("%(name)s不能经办这份档案，请另选。") % {"name": person.name}})
    [made] = _start(row, [person], Role.HANDLER, by, reason)
    _bump(row)
    _tell(Act.FAMILY_HANDLER, row, by, {"handler": person.pk})
    return made


@transaction.atomic
def release_handler(
    family: ListedFamily, *, person: User, reason: str, by: User, version: int | None = None
) -> FileHandler:
    """The supervisor takes a handler out of the file; she no longer sees it from the next click.
    A present keeper hands the family over first."""
    row = _supervised(family, by, version)
    _require_reason(reason)
    term = FileHandler.objects.in_force().filter(family=row, person=person).first()
    if term is None or term.role != Role.HANDLER:
        raise Invalid({"person": _("请选现在的经办人。")})
    if Keeper.objects.filter(family=row, person=person, until__isnull=True).exists():
        raise NotTheMoment(_("%(name)s还是包户人，请先移交包户。") % {"name": person.name})
    term.until, term.end_reason = timezone.localdate(), reason.strip()
    term.save(update_fields=["until", "end_reason"])
    _bump(row)
    _tell(Act.FAMILY_HANDLER, row, by, {"released": person.pk})
    return term


@transaction.atomic
def pass_supervision(
    family: ListedFamily, *, person: User, reason: str, by: User, version: int | None = None
) -> FileHandler:
    """The supervisor hands the file to another federation worker above the village and steps out
    of it, unless she keeps the family."""
    row = _supervised(family, by, version)
    _require_reason(reason)
    fit = fit_to_handle(row.village_id, row.household_id)
    if (
        person.pk == by.pk
        or not fit.filter(pk=person.pk).exists()
        or not acts.may(person, Act.FAMILY_HANDLER, row.village_id)
    ):
        raise Invalid({"person": _("请选本镇或县妇联的另一位工作人员。")})
    _bump(row)  # before she steps out of it
    made = _hand_supervision(row, person, by, reason)
    _tell(Act.FAMILY_HANDLER, row, by, {"supervisor": person.pk})
    return made


def close_to_others(
    family: ListedFamily, handlers: Iterable[User], by: User, reason: str = ""
) -> None:
    """Name the first handlers and the supervisor of a file that is being sealed; called inside
    the verb that seals it. Refuses with 409 where nobody could supervise it."""
    people = {p.pk: p for p in handlers if not p.is_system}
    supervisor = default_supervisor(family.village_id, family.household_id)
    if supervisor is None:
        raise NotTheMoment(_("乡镇和县妇联都没有可以专管的人，请先由安全管理员授予任职。"))
    out = barred(family.household_id, people)
    people.pop(supervisor.pk, None)
    _start(family, [p for p in people.values() if p.pk not in out], Role.HANDLER, by)
    _start(family, [supervisor], Role.SUPERVISOR, by, reason)


def let_in(family: ListedFamily, people: Iterable[User], by: User) -> None:
    """New keepers of a sealed file become its handlers; nothing happens for an ordinary one."""
    if not family.sealed:
        return
    known = set(
        FileHandler.objects.in_force().filter(family=family).values_list("person_id", flat=True)
    )
    _start(family, [p for p in people if p.pk not in known], Role.HANDLER, by)


def let_out(family: ListedFamily, person: User, since: date | None = None) -> None:
    """Somebody who does not keep a sealed file (any more) no longer handles it; its supervisor
    stays. since: only if she was let in on that day or later, to be asked."""
    if (
        not family.sealed
        or Keeper.objects.filter(family=family, person=person, until__isnull=True).exists()
    ):
        return
    terms = FileHandler.objects.in_force().filter(
        family=family, person=person, role=Role.HANDLER, since__gte=since or date.min
    )
    terms.update(until=timezone.localdate())


@transaction.atomic
def keep_supervised(*, by: User) -> int:
    """No sealed file is orphaned (nightly, as the system): where the supervisor left her post,
    the township's next person takes the file over, with a trail. Returns how many changed."""
    changed = 0
    for row in orphaned_files().select_for_update(of=("self",)).order_by("pk"):
        person = default_supervisor(row.village_id, row.household_id)
        if person is None:
            continue
        _hand_supervision(row, person, by, _("原专管人离任"))
        _tell(Act.FAMILY_HANDLER, row, by, {"supervisor": person.pk})
        changed += 1
    return changed


def _hand_supervision(row: ListedFamily, person: User, by: User, reason: str) -> FileHandler:
    today = timezone.localdate()
    keeps = set(
        Keeper.objects.filter(family=row, until__isnull=True).values_list("person_id", flat=True)
    )
    with scope.as_system():
        terms = FileHandler.objects.filter(family=row, until__isnull=True)
        former = terms.filter(role=Role.SUPERVISOR).first()
        terms.filter(role=Role.SUPERVISOR).update(until=today)
        terms.filter(person=person).update(until=today)
        made = _insert(row, person, Role.SUPERVISOR, by, reason)
        if former and former.person_id in keeps and former.person_id != person.pk:
            _insert(row, former.person, Role.HANDLER, by, reason)
    return made


def _start(
    family: ListedFamily, people: Iterable[User], role: str, by: User, reason: str = ""
) -> list[FileHandler]:
    with scope.as_system():
        return [_insert(family, person, role, by, reason) for person in people]


def _insert(family: ListedFamily, person: User, role: str, by: User, reason: str) -> FileHandler:
    return FileHandler.objects.create(
        family=family,
        village_id=family.village_id,
        person=person,
        role=role,
        since=timezone.localdate(),
        named_by=by,
        reason=reason.strip(),
    )


def _supervised(family: ListedFamily, by: User, version: int | None) -> ListedFamily:
    """The sealed file locked, once the actor is its supervisor."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_HANDLER, row.village_id)
    if not row.sealed:
        raise NotTheMoment(_("这份档案不是受保护档案，不分知悉范围。"))
    if not by.is_system and not supervises(by, row):
        raise Forbidden(_("知悉范围由这份档案的专管人调整。"))
    require_version(row, version, {}, ())
    return row


def _bump(row: ListedFamily) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明理由，至少一句话。")})


def _tell(act: Act, row: ListedFamily, by: User, after: dict[str, object]) -> None:
    trail.record(act, by=by, on=row, place=row.village_id, after=after)
