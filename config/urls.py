"""Addresses. Pages by noun, the API under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import handbook, home
from config.api.docs import Docs

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("help/", handbook.HandbookPage.as_view(), name="help"),
    path("help/<slug:page>", handbook.HandbookPage.as_view(), name="help_page"),
    path("accounts/", include("accounts.urls")),
    path("", include("campaigns.urls")),
    path("", include("households.urls")),
    path("", include("disputes.urls")),
    path("", include("reports.urls")),
    path("api/v1/", include("campaigns.api.urls")),
    path("api/v1/", include("households.api.urls")),
    path("api/v1/", include("disputes.api.urls")),
    path("api/v1/", include("reports.api.urls")),
    path("api/v1/schema", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/v1/docs", Docs.as_view(), name="api_docs"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
