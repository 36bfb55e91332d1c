"""Reads about sealed files: who handles one, who would supervise it, what the county has open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from households.models import FileHandler, FileOpening, Keeper, ListedFamily
from households.queries.kinship import barred

OWNERS = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})


def handler_rows(family: ListedFamily) -> models.QuerySet[FileHandler]:
    """Present handlers of a file, the supervisor first."""
    rows = FileHandler.objects.in_force().filter(family=family).select_related("person")
    return rows.order_by("-role", "since", "pk")


def supervises(user: User, family: ListedFamily) -> bool:
    """Whether `user` is the file's supervisor today."""
    supervisor = FileHandler.Role.SUPERVISOR
    return (
        FileHandler.objects.in_force().filter(family=family, person=user, role=supervisor).exists()
    )


def default_supervisor(village: int, household: int) -> User | None:
    """The township federation's first person over a village who need not stand aside, else the
    county federation's; None where there is nobody."""
    return _first(village, household, Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)


def default_supervisor_above(village: int, household: int) -> User | None:
    """The county federation's first person over a village who need not stand aside."""
    return _first(village, household, Role.COUNTY_FEDERATION)


def _first(village: int, household: int, *roles: Role) -> User | None:
    out = barred(household)
    order = Case(When(role=Role.TOWNSHIP_FEDERATION, then=Value(0)), default=Value(1))
    posting = (
        Posting.objects.in_force()
        .at(village)
        .filter(
            role__in=roles,
            user__is_active=True,
            user__is_system=False,
        )
        .exclude(user__in=out)
        .select_related("user")
        .order_by(order, "user_id")
        .first()
    )
    return posting.user if posting else None


def fit_to_handle(village: int, household: int) -> models.QuerySet[User]:
    """People who may be named handlers: posted over the village to work with families today,
    enabled, and not bound to the household."""
    postings = Posting.objects.in_force().at(village).filter(role__in=list(CASE_ROLES))
    return (
        User.objects.filter(is_active=True, is_system=False, pk__in=postings.values("user_id"))
        .exclude(pk__in=barred(household))
        .order_by("name", "pk")
    )


def owns(user: User, family: ListedFamily) -> bool:
    """Whether the file is `user`'s to work with: the village's and its township's people, and
    whoever handles or keeps the family by name. Others open it with a reason first."""
    if user.is_system or any(
        p.role in OWNERS and p.covers(family.village_id) for p in user.postings_today
    ):
        return True
    if family.sealed:  # who sees it at all handles it
        return True
    return Keeper.objects.filter(family=family, person=user, until__isnull=True).exists()


def opened(user: User, family: ListedFamily) -> bool:
    """Whether `user` may read the file's contents now."""
    if owns(user, family):
        return True
    return FileOpening.objects.running().filter(family=family, person=user).exists()


def require_opened(user: User, family: ListedFamily) -> None:
    """Refuse a level that does not own the file and has not opened it with a reason."""
    if not opened(user, family):
        raise NotTheMoment(_("查阅这一户要先写明事由，请从在册家庭点开这一户。"))


def opened_among(user: User, families: Iterable[ListedFamily]) -> frozenset[int]:
    """Keys of those files whose contents `user` may read now, in two queries at most."""
    rows = list(families)
    near = {
        f.pk
        for f in rows
        if user.is_system
        or f.sealed
        or any(p.role in OWNERS and p.covers(f.village_id) for p in user.postings_today)
    }
    far = [f.pk for f in rows if f.pk not in near]
    if not far:
        return frozenset(near)
    kept = Keeper.objects.filter(family__in=far, person=user, until__isnull=True)
    open_ = FileOpening.objects.running().filter(family__in=far, person=user)
    return frozenset(
        near
        | set(kept.values_list("family_id", flat=True))
        | set(open_.values_list("family_id", flat=True))
    )


def orphaned_files() -> models.QuerySet[ListedFamily]:
    """Sealed listed files whose supervisor no longer works over the village (as the system)."""
    rows = FileHandler.objects.in_force().filter(
        family=models.OuterRef("pk"), role=FileHandler.Role.SUPERVISOR, person__is_active=True
    )
    posted = Posting.objects.in_force().filter(
        user=models.OuterRef("person"),
        role__in=list(CASE_ROLES),
        span__contains=models.OuterRef("village_id"),
    )
    held = rows.filter(models.Exists(posted))
    return ListedFamily.objects.listed().filter(~models.Exists(held), sealed=True)
