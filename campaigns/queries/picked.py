"""The unit a table or a grid is asked for, and the ones beside it that may be picked."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404

from accounts.models import User
from accounts.reach import Span, inside
from accounts.roles import AREA_ROLES, CASE_ROLES
from campaigns.models import Division, Level


def asked_unit(user: User, asked: str | None, *, case: bool = False) -> Division:
    """The division asked for, inside the reader's area (404 otherwise), or her own for none; case:
    inside the reach of her roles that work with families."""
    roles, spans = (CASE_ROLES, user.case_spans) if case else (AREA_ROLES, user.area_spans)
    if not asked:
        posts = [p for p in user.postings_today if p.role in roles]
        return min(posts, key=lambda p: (p.division.level, p.pk)).division
    unit = Division.objects.fetch(user, code=_code(asked))
    if not any(low <= unit.code and unit.end <= high for low, high in spans):
        raise Http404
    return unit


def asked_below(root: Division, asked: str | None) -> Division:
    """The division asked for, inside `root` (404 otherwise), or `root` for none."""
    if not asked:
        return root
    unit = Division.objects.within(root).filter(code=_code(asked)).first()
    if unit is None:
        raise Http404
    return unit


def below(root: Division) -> list[Division]:
    """The units below that may be picked."""
    return list(root.children.current().order_by("code")) if root.level < Level.VILLAGE else []


def above(root: Division, spans: Iterable[Span]) -> Division | None:
    """The unit above, where it is inside the spans."""
    if root.parent_id is None or not inside(spans, root.parent_id):
        return None
    return Division.objects.filter(code=root.parent_id).first()


def _code(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) == 12):
        raise Http404
    return int(asked)
