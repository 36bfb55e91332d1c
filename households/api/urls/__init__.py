"""API addresses of households, a module per noun."""

from rest_framework.routers import SimpleRouter

from households.api.urls import (
    award,
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
)

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
for noun in (
    household,
    member,
    family,
    proposal,
    handover,
    hazard,
    help,
    report,
    award,
    pledge,
    paper,
):
    for prefix, viewset, basename in noun.routes:
        router.register(prefix, viewset, basename=basename)

urlpatterns = router.urls
