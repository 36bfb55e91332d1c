"""Verbs of the impact assessment (domain H ⑩): written by the county, approved by somebody else."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division
from households.models import ImpactAssessment
from households.queries.assessment import assessment_of

LEAST = 20
Status = ImpactAssessment.Status


@transaction.atomic
def write_assessment(
    county: Division, *, purpose: str, impact: str, measures: str, by: User
) -> ImpactAssessment:
    """A new version, waiting for approval; one at a time."""
    acts.require(by, Act.ASSESSMENT_WRITE, county.code)
    words = {"purpose": purpose, "impact": impact, "measures": measures}
    short = {n: _("请写清楚，至少两句话。") for n, w in words.items() if len(w.strip()) < LEAST}
    if short:
        raise Invalid(short)
    Division.objects.select_for_update().get(pk=county.pk)
    rows = ImpactAssessment.objects.filter(county=county)
    if rows.filter(status=Status.DRAFT).exists():
        raise NotTheMoment(_("上一版还在等批准，请先办完。"))
    last = rows.order_by("-version").first()
    row = ImpactAssessment.objects.create(
        county=county,
        version=last.version + 1 if last else 1,
        written_by=by,
        **{n: w.strip() for n, w in words.items()},
    )
    trail.record(
        Act.ASSESSMENT_WRITE, by=by, on=row, place=county.code, after={"version": row.version}
    )
    return row


@transaction.atomic
def decide_assessment(
    assessment: ImpactAssessment, *, approved: bool, opinion: str, by: User
) -> ImpactAssessment:
    """The security administrator approves the version or sends it back; never one's own."""
    seen = assessment_of(by, assessment.uid)
    row = ImpactAssessment.objects.select_for_update().get(pk=seen.pk)
    acts.require(by, Act.ASSESSMENT_APPROVE, row.county_id)
    require_moment(row, "decide", _("批准"))
    if row.written_by_id == by.pk:
        raise Forbidden(_("编写人不能批准自己编写的评估。"))
    if not opinion.strip():
        raise Invalid({"opinion": _("请写意见。")})
    row.status = Status.APPROVED if approved else Status.RETURNED
    row.decided_by, row.decided_at, row.opinion = by, timezone.now(), opinion.strip()
    row.save(update_fields=["status", "decided_by", "decided_at", "opinion"])
    trail.record(
        Act.ASSESSMENT_APPROVE, by=by, on=row, place=row.county_id, after={"status": row.status}
    )
    return row
