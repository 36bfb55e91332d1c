"""A verb's refusal becomes a page with its status and sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.middleware.scope import GetResponse
from accounts.refusals import Refusal, Stale


class RefusalMiddleware:
    """Pages only; the API has its own handler."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render a Refusal; anything else goes on its way."""
        if not isinstance(exception, Refusal):
            return None
        context: dict[str, object] = {"reason": exception.sentence}
        if isinstance(exception, Stale):
            context["conflict"] = _conflict(request, exception)
        return render(request, f"errors/{exception.status}.html", context, status=exception.status)


def _conflict(request: HttpRequest, stale: Stale) -> dict[str, object]:
    """Both versions, and what was typed. On a page that can save a choice the form goes back to
    the same page, made on the version that stands now."""
    match = request.resolver_match
    page = getattr(match.func, "view_class", None) if match else None
    chooses = (
        getattr(page, "chooses", False)
        and stale.version is not None
        and all(one.name for one in stale.fields)
    )
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "version"} and not name.startswith("choose-")
        for value in values
    ]
    found: dict[str, object] = {
        "who": stale.who,
        "when": stale.when,
        "fields": stale.fields,
        "back_url": request.path,
        "typed": [*typed, ("version", str(stale.version))],
    }
    if chooses and stale.version is not None:
        found |= {"save_url": request.path, "next_version": stale.version + 1}
    return found
