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
            context["conflict"] = {
                "who": exception.who,
                "when": exception.when,
                "fields": exception.fields,
                "back_url": request.path,
                "typed": [
                    (name, value)
                    for name, values in request.POST.lists()
                    if name != "csrfmiddlewaretoken"
                    for value in values
                ],
            }
        return render(request, f"errors/{exception.status}.html", context, status=exception.status)
