"""What an address asks for: a division by ?at=CODE, a year by ?year=."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest


def asked_code(request: HttpRequest) -> int | None:
    """The code in ?at=, None without one; 404 for anything that is no code."""
    return _number(request, "at", 12)


def code_named(request: HttpRequest, name: str) -> int | None:
    """The same for a parameter of another name."""
    return _number(request, name, 12)


def asked_year(request: HttpRequest) -> int | None:
    """The year in ?year=, None without one; 404 for anything that is no year."""
    return _number(request, "year", 4)


def asked_day(request: HttpRequest) -> date | None:
    """The day in ?day=2026-11-25, None without one; 404 for anything that is no day."""
    typed = request.GET.get("day", "")
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Http404 from None


def _number(request: HttpRequest, name: str, digits: int) -> int | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == digits):
        raise Http404
    return int(typed)
