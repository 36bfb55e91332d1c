"""完整率、及时率 by unit, month and cadence, each figure a link to its rows; and 催报."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import CASE_ROLES, Role
from accounts.views.base import Page
from campaigns.models import Level
from campaigns.queries.picked import asked_unit
from households.models import ReportingPeriod
from households.queries.report_rates import Line, Rates, report_rates
from households.transitions.escalation import chase
from households.views.report_grid import years_of

FIGURES = ("owed", "filed", "on_time", "late", "missing")


class ReportRates(Page):
    """完整率、及时率."""

    audience = CASE_ROLES
    template_name = "households/report/rates.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        root = asked_unit(self.user, request.GET.get("root"), case=True)
        years, asked = years_of(root), request.GET.get("year", "")
        year = int(asked) if asked in {str(y) for y in years} else timezone.localdate().year
        rates = report_rates(self.user, root, year)
        down = root.level < Level.TOWNSHIP
        return self.page(
            rates=rates,
            years=years,
            total=shown(rates, rates.total, root.code),
            units=[
                {
                    **shown(rates, line, line.key),
                    "url": f"?{urlencode({'root': line.key, 'year': year})}" if down else "",
                }
                for line in rates.units
            ],
            months=[shown(rates, line, root.code, month=line.key) for line in rates.months],
        )


def shown(rates: Rates, line: Line, place: int, **more: int) -> dict[str, Any]:
    """A line as the template needs it: tallies in the order of the cadences, with addresses."""
    cells = []
    for cadence in rates.cadences:
        wanted = {"place": place, "year": rates.year, "cadence": cadence.value, "closed": 1, **more}
        cells.append(
            {
                "tally": line.tallies.get(cadence),
                **{f"{name}_url": address(show=name, **wanted) for name in FIGURES},
            }
        )
    return {"line": line, "cells": cells}


def address(**wanted: Any) -> str:
    """The list of exactly the rows a figure counts."""
    return f"{reverse('households:report_list')}?{urlencode(wanted)}"


class ReportChase(Page):
    """催报: reminds every village that has not filed."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})

    def post(self, request: HttpRequest) -> HttpResponse:
        root = asked_unit(self.user, request.POST.get("root"), case=True)
        number = request.POST.get("period", "")
        if not (number.isascii() and number.isdigit() and len(number) < 15):
            raise Http404
        rows = ReportingPeriod.objects.filter(
            county__code__lte=root.code, county__end__gt=root.code
        )
        period = rows.fetch(self.user, pk=number)
        count = chase(period=period, root=root, by=self.user)
        messages.success(
            request, _("已催报%(p)s，%(n)d 个村会收到提醒。") % {"p": period.label, "n": count}
        )
        query = {"root": root.code, "year": period.starts.year, "cadence": period.cadence}
        return redirect(f"{reverse('households:report_grid')}?{urlencode(query)}")
