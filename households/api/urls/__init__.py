"""API addresses of households, a module per noun."""

from rest_framework.routers import SimpleRouter

from households.api.urls import (
    award,
    care,
    factor,
    family,
    handover,
    hazard,
    help,
    household,
    member,
    paper,
    pledge,
    proposal,
    report,
    request,
    screening,
    service,
)

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
for noun in (
    household,
    member,
    family,
    factor,
    proposal,
    screening,
    handover,
    hazard,
    help,
    care,
    service,
    request,
    report,
    award,
    pledge,
    paper,
):
    for prefix, viewset, basename in noun.routes:
        router.register(prefix, viewset, basename=basename)

urlpatterns = router.urls
