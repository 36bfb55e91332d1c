"""Reads about impact assessments."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from accounts.models import User
from accounts.reach import within
from accounts.roles import Role
from households.models import ImpactAssessment
from households.models.assessment import ImpactAssessmentQuerySet

READERS = frozenset({Role.COUNTY_FEDERATION, Role.SECURITY_ADMIN})


def assessments(user: User) -> ImpactAssessmentQuerySet:
    """Versions of the counties `user` works for, newest first; they name no family, so those who
    approve read them without reach over families."""
    rows = ImpactAssessment.objects.filter(within(user.spans_of(READERS), "county_id"))
    return rows.select_related("county", "written_by", "decided_by").order_by("-version")


def assessment_of(user: User, uid: UUID) -> ImpactAssessment:
    """One version, or 404."""
    row = assessments(user).filter(uid=uid).first()
    if row is None:
        raise Http404
    return row
