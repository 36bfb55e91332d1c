"""What an address asks for: a division by ?at=CODE, a year by ?year=."""

from __future__ import annotations

from django.http import Http404, HttpRequest


def asked_code(request: HttpRequest) -> int | None:
    """The code in ?at=, None without one; 404 for anything that is no code."""
    return _number(request, "at", 12)


def asked_year(request: HttpRequest) -> int | None:
    """The year in ?year=, None without one; 404 for anything that is no year."""
    return _number(request, "year", 4)


def _number(request: HttpRequest, name: str, digits: int) -> int | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == digits):
        raise Http404
    return int(typed)
