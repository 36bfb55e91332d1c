"""Verbs of a sealed matter: sealing, who handles it, who supervises it, taking the seal off.

Handlers are written as the system: a matter is closed to whoever seals it until she is named, and
the database lets nobody name herself into one that is closed to her (domain H ③, C6)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from disputes.models import Dispute, Matter, MatterHandler, Route
from disputes.queries.bound import bound_to
from disputes.queries.seal import (
    default_supervisor,
    fit_to_handle,
    orphaned_matters,
    supervises,
)
from disputes.transitions.handling import require_reason
from disputes.transitions.tell import tell

Role = MatterHandler.Role


@transaction.atomic
def seal_matter(matter: Matter, *, reason: str, by: User, version: int | None = None) -> Matter:
    """Seal a matter by decision. Whoever took it in, whoever answers for it and whoever decides
    stay handlers; the township federation's person supervises it, else the county's."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.MATTER_SEAL, row.place_id)
    require_moment(row, "seal", _("列为受保护档案"))
    require_version(row, version, {}, ())
    if row.sealed:
        raise NotTheMoment(_("这件已是受保护档案。"))
    reason = require_reason("reason", reason)
    close_to_others(row, [by], by, reason)
    return row


@transaction.atomic
def unseal_matter(matter: Matter, *, reason: str, by: User, version: int | None = None) -> Matter:
    """Take the seal off: its supervisor alone, with a reason; never off a protection case."""
    row = supervised(matter, by, version)
    if row.route == Route.PROTECTION or hasattr(row, "protection"):
        raise NotTheMoment(_("这一类档案始终受保护，不能解除。"))
    reason = require_reason("reason", reason)
    row.sealed = False
    bump(row, "sealed")
    for term in MatterHandler.objects.in_force().filter(matter=row):
        _end(term, reason)
    _told(Act.MATTER_SEAL, row, by, {"sealed": False})
    return row


@transaction.atomic
def name_handler(
    matter: Matter, *, person: User, reason: str, by: User, version: int | None = None
) -> MatterHandler:
    """The supervisor lets one more person into the matter."""
    row = supervised(matter, by, version)
    reason = require_reason("reason", reason)
    if MatterHandler.objects.in_force().filter(matter=row, person=person).exists():
        raise Invalid({"person": _("%(name)s已在知悉范围内。") % {"name": person.name}})
    if not fit_to_handle(row).filter(pk=person.pk).exists():
        raise Invalid({"person": _("%(name)s不能经办这一件，请另选。") % {"name": person.name}})
    [made] = _start(row, [person], Role.HANDLER, by, reason)
    bump(row)
    _told(Act.MATTER_HANDLER, row, by, {"handler": person.pk})
    _let_know(row, person, f"in-{made.pk}", _("您已被列为一件受保护档案的经办人"))
    return made


@transaction.atomic
def release_handler(
    matter: Matter, *, person: User, reason: str, by: User, version: int | None = None
) -> MatterHandler:
    """The supervisor takes a handler out of the matter; she no longer sees it from the next click.
    Whoever answers for it or mediates it hands it over first."""
    row = supervised(matter, by, version)
    reason = require_reason("reason", reason)
    term = MatterHandler.objects.in_force().filter(matter=row, person=person).first()
    if term is None or term.role != Role.HANDLER:
        raise Invalid({"person": _("请选现在的经办人。")})
    mediates = Dispute.objects.filter(
        matter=row, mediator=person, status__in=Dispute.ALLOWED["mediator"]
    )
    if row.status != Matter.Status.DONE and (row.owner_id == person.pk or mediates.exists()):
        raise NotTheMoment(_("%(name)s还在承办，请先换承办人。") % {"name": person.name})
    _end(term, reason)
    bump(row)
    _told(Act.MATTER_HANDLER, row, by, {"released": person.pk})
    return term


@transaction.atomic
def give_to(
    matter: Matter, *, person: User, reason: str, by: User, version: int | None = None
) -> Matter:
    """The supervisor says which of the handlers answers for the matter from now on."""
    row = supervised(matter, by, version)
    require_reason("reason", reason)
    if not MatterHandler.objects.in_force().filter(matter=row, person=person).exists():
        raise Invalid({"person": _("承办人要先在知悉范围内。")})
    row.owner = person
    bump(row, "owner")
    _told(Act.MATTER_HANDLER, row, by, {"owner": person.pk})
    _let_know(row, person, f"owner-{row.version}", _("您已被定为一件受保护档案的承办人"))
    return row


@transaction.atomic
def pass_supervision(
    matter: Matter, *, person: User, reason: str, by: User, version: int | None = None
) -> MatterHandler:
    """The supervisor hands the matter to another federation worker above the village and steps
    out of it, unless she answers for it."""
    row = supervised(matter, by, version)
    reason = require_reason("reason", reason)
    if (
        person.pk == by.pk
        or not fit_to_handle(row).filter(pk=person.pk).exists()
        or not acts.may(person, Act.MATTER_HANDLER, row.place_id)
    ):
        raise Invalid({"person": _("请选本镇或县妇联的另一位工作人员。")})
    bump(row)  # before she steps out of it
    made = _hand_supervision(row, person, by, reason)
    _told(Act.MATTER_HANDLER, row, by, {"supervisor": person.pk})
    return made


def close_to_others(matter: Matter, handlers: Iterable[User], by: User, reason: str = "") -> None:
    """Seal: first handlers, one supervisor, the mark; called inside the verb that seals. Who has
    to stand aside is no handler, and where she took the matter in the supervisor answers for it.
    Refuses with 409 where nobody could supervise it."""
    supervisor = default_supervisor(matter)
    if supervisor is None:
        raise NotTheMoment(_("乡镇和县妇联都没有可以专管的人，请先由安全管理员授予任职。"))
    first = [matter.received_by, matter.owner, *handlers]
    people = {p.pk: p for p in first if not p.is_system}
    out = bound_to(matter, people)
    people.pop(supervisor.pk, None)
    with scope.as_system():
        _start(matter, [p for p in people.values() if p.pk not in out], Role.HANDLER, by)
        _start(matter, [supervisor], Role.SUPERVISOR, by, reason)
        if matter.owner_id in out or matter.owner.is_system:
            matter.owner = supervisor
        matter.sealed = True
        bump(matter, "sealed", "owner")
    _told(Act.MATTER_SEAL, matter, by, {"sealed": True})
    if supervisor.pk != by.pk:
        _let_know(matter, supervisor, "supervisor", _("您是一件受保护档案的专管人"))


def let_in(matter: Matter, people: Iterable[User], by: User, reason: str = "") -> None:
    """Whoever takes a sealed matter over becomes a handler of it, called inside the verb that
    hands it over; nothing happens for an ordinary one."""
    if not matter.sealed:
        return
    wanted = {p.pk: p for p in people if not p.is_system}
    with scope.as_system():
        known = MatterHandler.objects.in_force().filter(matter=matter, person__in=wanted)
        out = bound_to(matter, wanted) | set(known.values_list("person_id", flat=True))
        _start(matter, [p for p in wanted.values() if p.pk not in out], Role.HANDLER, by, reason)


@transaction.atomic
def keep_supervised(*, by: User) -> int:
    """No sealed matter is orphaned (nightly, as the system): where the supervisor left her post
    or has to stand aside, the township's next person takes it over, else the county's; where
    the owner left, the supervisor answers for it. Returns how many changed."""
    changed = 0
    for row in orphaned_matters().select_for_update(of=("self",)).order_by("pk"):
        person = default_supervisor(row)
        if person is None:
            continue
        if not _supervised_well(row):
            _hand_supervision(row, person, by, _("原专管人离任"))
            _told(Act.MATTER_HANDLER, row, by, {"supervisor": person.pk})
        if row.status != Matter.Status.DONE and not fit_to_handle(row).filter(pk=row.owner_id):
            row.owner = (
                MatterHandler.objects.in_force().get(matter=row, role=Role.SUPERVISOR).person
            )
            bump(row, "owner")
        changed += 1
    return changed


def _supervised_well(row: Matter) -> bool:
    term = MatterHandler.objects.in_force().filter(matter=row, role=Role.SUPERVISOR).first()
    return term is not None and fit_to_handle(row).filter(pk=term.person_id).exists()


def _hand_supervision(row: Matter, person: User, by: User, reason: str) -> MatterHandler:
    today = timezone.localdate()
    with scope.as_system():
        terms = MatterHandler.objects.filter(matter=row, until__isnull=True)
        former = terms.filter(role=Role.SUPERVISOR).select_related("person").first()
        terms.filter(role=Role.SUPERVISOR).update(until=today)
        terms.filter(person=person).update(until=today)
        [made] = _start(row, [person], Role.SUPERVISOR, by, reason)
        if former and former.person_id == row.owner_id and former.person_id != person.pk:
            _start(row, [former.person], Role.HANDLER, by, reason)
    _let_know(row, person, f"supervisor-{made.pk}", _("一件受保护档案已交由您专管"))
    return made


def _start(
    matter: Matter, people: Iterable[User], role: str, by: User, reason: str = ""
) -> list[MatterHandler]:
    with scope.as_system():
        return [
            MatterHandler.objects.create(
                matter=matter,
                place_id=matter.place_id,
                person=person,
                role=role,
                since=timezone.localdate(),
                named_by=by,
                reason=reason.strip(),
            )
            for person in people
        ]


def _end(term: MatterHandler, reason: str) -> None:
    term.until, term.end_reason = timezone.localdate(), reason
    term.save(update_fields=["until", "end_reason"])


def supervised(matter: Matter, by: User, version: int | None) -> Matter:
    """The sealed matter locked, once the actor is its supervisor; shared by the verbs of the
    seal and of openings."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.MATTER_HANDLER, row.place_id)
    if not row.sealed:
        raise NotTheMoment(_("这件不是受保护档案，不分知悉范围。"))
    if not by.is_system and not supervises(by, row):
        raise Forbidden(_("知悉范围由专管人调整。"))
    require_version(row, version, {}, ())
    return row


def bump(row: Matter, *fields: str) -> None:
    """Save the named fields as the next version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _let_know(row: Matter, person: User, what: str, title: str) -> None:
    tell([person], key=f"matter-{row.pk}-{what}", title=title, url=address_of(row))


def address_of(row: Matter) -> str:
    """Where its handlers find it."""
    return reverse("disputes:protection_detail", args=[row.uid])


def _told(act: Act, row: Matter, by: User, after: dict[str, object]) -> None:
    trail.record(act, by=by, on=row, place=row.place_id, after=after)
