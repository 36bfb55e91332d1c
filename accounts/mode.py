"""标准 or 大字: a cookie of the browser that says nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

MODE_COOKIE = "mode"


@require_GET
def switch(request: HttpRequest) -> HttpResponse:
    """Set the mode and go back to the page; changes nothing on the server."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(wanted if safe else reverse("home"))
    response.set_cookie(
        MODE_COOKIE,
        "large" if request.GET.get("mode") == "large" else "normal",
        max_age=365 * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
