"""Page addresses of factor sheets."""

from django.urls import URLPattern, URLResolver, path

from households.views import factor

urlpatterns: list[URLPattern | URLResolver] = [
    path("households/<uuid:uid>/factors", factor.FactorFill.as_view(), name="factor_form"),
    path("factors/<uuid:uid>", factor.FactorDetail.as_view(), name="factor_detail"),
]
