"""Addresses. Pages by noun, the API under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config import handbook, home
from config.api.docs import Docs
from config.shelved import shelved

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("help/", handbook.HandbookPage.as_view(), name="help"),
    path("help/<slug:page>", handbook.HandbookPage.as_view(), name="help_page"),
    path("accounts/", include("accounts.urls")),
    shelved("", "campaigns.urls"),
    shelved("", "households.urls"),
    shelved("", "disputes.urls"),
    shelved("", "reports.urls"),
    shelved("api/v1/", "campaigns.api.urls"),
    shelved("api/v1/", "households.api.urls"),
    shelved("api/v1/", "disputes.api.urls"),
    shelved("api/v1/", "reports.api.urls"),
    path("api/v1/schema", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/v1/docs", Docs.as_view(), name="api_docs"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
