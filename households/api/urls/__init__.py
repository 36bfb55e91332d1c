"""API addresses of households, a module per noun."""

from rest_framework.routers import SimpleRouter

from households.api.urls import award, family, household, member, paper, pledge, proposal, report

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
for noun in (household, member, family, proposal, report, award, pledge, paper):
    for prefix, viewset, basename in noun.routes:
        router.register(prefix, viewset, basename=basename)

urlpatterns = router.urls
