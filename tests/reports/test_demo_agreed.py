"""What follows an agreement in the demo: every state of every noun is there, made by the verbs."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from disputes.models import (
    Averted,
    Confirmation,
    CourtReferral,
    FollowUp,
    Promise,
    QualityReview,
)
from reports.demo import agreed_scenes, disputes
from reports.demo.county import County
from tests.reports.demo import TODAY, county, on, shown_to_visitors

__all__ = ["county"]  # the fixture


def values(model: type[models.Model], field: str) -> set[str]:
    return set(model._default_manager.values_list(field, flat=True))


def test_every_state(county: County) -> None:
    disputes.disputes(county)
    shown_to_visitors(county)
    with on(TODAY + timedelta(days=1)):
        agreed_scenes.play(county)
    for model, field, wanted in (
        (Promise, "status", Promise.Status),
        (Confirmation, "status", Confirmation.Status),
        (CourtReferral, "status", CourtReferral.Status),
        (CourtReferral, "kind", CourtReferral.Kind),
        (Averted, "verdict", Averted.Verdict),
        (Averted, "kind", Averted.Kind),
        (QualityReview, "status", QualityReview.Status),
        (FollowUp, "performance", FollowUp.Performance),
        (FollowUp, "satisfaction", FollowUp.Satisfaction),
    ):
        assert values(model, field) == set(wanted.values), (model, field)
    assert Promise.objects.owed().exists()
