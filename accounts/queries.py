"""What the three administrators see: accounts, postings and logs of their own county, and of
nobody's family a word."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.acts import ALLOWED, Act
from accounts.models import Export, Posting, Reading, Trail, User
from accounts.models.posting import today
from accounts.reach import Span, inside, within
from accounts.roles import Role

SYSTEM_ONLY = frozenset({Role.SYSTEM_ADMIN})
SECURITY_ONLY = frozenset({Role.SECURITY_ADMIN})
AUDIT_ONLY = frozenset({Role.AUDIT_ADMIN})
KEEPERS = SYSTEM_ONLY | SECURITY_ONLY


def held_in(spans: tuple[Span, ...]) -> Q:
    """Postings to a division inside one of the spans."""
    return within(spans, "division_id")


def users_for(admin: User) -> models.QuerySet[User]:
    """Accounts a system or security administrator keeps: those of the county, and those posted
    inside it and nowhere else; the system itself never."""
    spans = admin.spans_of(KEEPERS)
    postings = Posting.objects.filter(user=OuterRef("pk"))
    kept = Q(Exists(postings.filter(held_in(spans)))) | within(spans, "place")
    outside = Exists(postings.exclude(held_in(spans)).filter(days__contains=today()))
    return User.objects.filter(kept, ~outside, is_system=False).order_by("username")


def postings_for(admin: User) -> models.QuerySet[Posting]:
    """Postings inside the security administrator's county, newest first."""
    rows = Posting.objects.filter(held_in(admin.spans_of(SECURITY_ONLY)))
    return rows.select_related("user", "division", "granted_by").order_by(
        F("days").desc(), "user__username", "id"
    )


def trail_for(admin: User) -> models.QuerySet[Trail]:
    """What was done in the audit administrator's county, newest first."""
    rows = Trail.objects.filter(within(admin.spans_of(AUDIT_ONLY), "place"))
    return rows.select_related("by").order_by("-at", "-id")


def readings_for(admin: User) -> models.QuerySet[Reading]:
    """What was looked at in the audit administrator's county, newest first."""
    rows = Reading.objects.filter(within(admin.spans_of(AUDIT_ONLY), "place"))
    return rows.select_related("by").order_by("-at", "-id")


def exports_for(admin: User) -> models.QuerySet[Export]:
    """What was taken out in the audit administrator's county, newest first."""
    rows = Export.objects.filter(within(admin.spans_of(AUDIT_ONLY), "place"))
    return rows.select_related("by").order_by("-at", "-id")


def home_of(admin: User, act: Act) -> int:
    """The division code under which `admin` does administrators' work, 0 for none."""
    mine = [p for p in admin.postings_today if p.role in ALLOWED[act]]
    return mine[0].division_id if mine else 0


def places_named(words: str, admin: User) -> list[Any]:
    """Divisions of the security administrator's county by code or whole name, at most ten."""
    divisions = division_model()._default_manager.filter(
        within(admin.spans_of(SECURITY_ONLY), "code"), valid_to__isnull=True
    )
    found = Q(code=int(words)) if words.isascii() and words.isdigit() else Q(name=words)
    return list(divisions.filter(found)[:10])


def place_names(codes: set[int]) -> dict[int, str]:
    """Names of divisions by code."""
    rows = division_model()._default_manager.filter(pk__in=codes)
    return dict(rows.values_list("pk", "name"))


def division_model() -> type[models.Model]:
    """The model a posting points at; accounts imports no other app (design 2)."""
    model = Posting._meta.get_field("division").related_model
    assert isinstance(model, type)
    return model


def reaches(admin: User, code: int, roles: frozenset[Role]) -> bool:
    """Whether a division code lies under a posting of these roles."""
    return inside(admin.spans_of(roles), code)
