"""Pages of the audit administrator: who did and who saw what, without the case itself.

A line names noun, key, act and place; before, after and reason are the case's and stay there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from accounts.act_words import act_word, noun_word, page_word
from accounts.alerts import heavy_use
from accounts.filters import ReadingFilter, TrailFilter
from accounts.models import Reading, Trail
from accounts.queries import AUDIT_ONLY, place_names, readings_for, trail_for
from accounts.views.base import ListPage

KEYS_SHOWN = 12


class LogList(ListPage):
    """办理日志."""

    audience = AUDIT_ONLY
    template_name = "accounts/log/list.html"
    filterset_class = TrailFilter

    def rows(self) -> models.QuerySet[Trail]:
        return trail_for(self.user).defer("before", "after", "reason")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        first = not self.request.GET
        return {
            "tab": "trail",
            "lines": lines(page.object_list),
            "alerts": heavy_use(self.user) if first else [],
        }


class ReadingLogList(ListPage):
    """查看日志."""

    audience = AUDIT_ONLY
    template_name = "accounts/log/list.html"
    filterset_class = ReadingFilter

    def rows(self) -> models.QuerySet[Reading]:
        return readings_for(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"tab": "reading", "lines": lines(page.object_list)}


def lines(rows: Iterable[Trail | Reading]) -> list[dict[str, Any]]:
    """The rows of one page in words; one query for the places."""
    listed = list(rows)
    names = place_names({r.place for r in listed if r.place})
    return [
        {
            "at": r.at,
            "by": r.by.name,
            "username": r.by.username,
            "act": act_word(r.act) if isinstance(r, Trail) else page_word(r.page),
            "noun": noun_word(r.noun),
            "keys": r.key if isinstance(r, Trail) else keys_word(r.keys),
            "place": names.get(r.place, ""),
            "address": "" if isinstance(r, Trail) else r.address or "",
        }
        for r in listed
    ]


def keys_word(keys: list[int]) -> str:
    """3、5、8 or 3、5、8 … 等 40 条."""
    shown = "、".join(str(k) for k in keys[:KEYS_SHOWN])
    return shown if len(keys) <= KEYS_SHOWN else f"{shown} 等 {len(keys)} 条"
