"""Page addresses of households, a module per noun."""

from django.urls import URLPattern, URLResolver

from households.urls import (
    award,
    factor,
    family,
    handover,
    hazard,
    help,
    household,
    paper,
    people,
    pledge,
    proposal,
    report,
    rights,
    scale,
    screening,
    survey,
    sync,
)

app_name = "households"

urlpatterns: list[URLPattern | URLResolver] = [
    *people.urlpatterns,
    *household.urlpatterns,
    *family.urlpatterns,
    *handover.urlpatterns,
    *hazard.urlpatterns,
    *help.urlpatterns,
    *factor.urlpatterns,
    *proposal.urlpatterns,
    *scale.urlpatterns,
    *screening.urlpatterns,
    *survey.urlpatterns,
    *report.urlpatterns,
    *award.urlpatterns,
    *pledge.urlpatterns,
    *sync.urlpatterns,
    *paper.urlpatterns,
    *rights.urlpatterns,
]
