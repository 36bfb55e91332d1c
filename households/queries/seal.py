"""Reads about sealed files: who handles one, who would supervise it, what the county has open."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Value, When

from accounts import scope
from accounts.models import Posting, User
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


def default_supervisor(village: int, household: int, *, besides: int = 0) -> User | None:
    """The township federation's first person over a village who need not stand aside, else the
    county federation's; None where there is nobody. besides: a person passed over."""
    out = barred(household) | {besides}
    order = Case(When(role=Role.TOWNSHIP_FEDERATION, then=Value(0)), default=Value(1))
    posting = (
        Posting.objects.in_force()
        .at(village)
        .filter(
            role__in=[Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION],
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


def sealed_for_system(household: int) -> list[int]:
    """Keys of sealed files of a household now listed, asked as the system."""
    with scope.as_system():
        rows = ListedFamily.objects.listed().filter(household=household, sealed=True)
        return list(rows.values_list("pk", flat=True))
