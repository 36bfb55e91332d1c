"""One transaction around the whole response, rendering and error pages included (T1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse

from accounts import reading, request_context, scope
from accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ScopeMiddleware:
    """Opens the transaction and closes the wall; a refused or failed request leaves nothing
    behind. A streamed body is read while the transaction is open, never after it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_context.begin(request.META.get("REMOTE_ADDR"))
        # The token ends with the transaction; only inside another one, in tests, is it put back.
        nested = transaction.get_connection().in_atomic_block
        try:
            with transaction.atomic():
                before = scope.current() if nested else ""
                response = self._whole(self.get_response(request))
                kept = getattr(response, "keep_changes", False)
                refused = response.status_code >= 400 and not kept
                if refused:
                    transaction.set_rollback(True)
            if refused:
                self._read_anyway(request)
            if nested:
                scope.put(before)
            return response
        finally:
            request_context.end()

    @staticmethod
    def _read_anyway(request: HttpRequest) -> None:
        """The rollback took the readings along; the page still goes out, so they are written
        again, and where they cannot be, it does not (B2)."""
        notes = request_context.notes()
        if notes:
            with scope.opened(cast(User, request.user)):
                reading.note_again(notes)

    @staticmethod
    def _whole(response: HttpResponseBase) -> HttpResponseBase:
        if not response.streaming:
            return response
        chunks = cast(Iterable[bytes], cast(StreamingHttpResponse, response).streaming_content)
        whole = HttpResponse(b"".join(chunks), status=response.status_code)
        for name, value in response.items():
            whole[name] = value
        whole.cookies = response.cookies
        return whole


class ReachMiddleware:
    """After sign-in is known: lets the database see who asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        scope.put(scope.mint(user) if isinstance(user, User) and user.is_authenticated else "")
        return self.get_response(request)
