"""Parts the pages of a scoring run share."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role
from reports.models import ScoringRun

register = template.Library()


@register.inclusion_tag("reports/mark/tabs.html", takes_context=True)
def run_tabs(context: Context, run: ScoringRun, tab: str) -> dict[str, Any]:
    """The pages of a run for whoever reads: ranking, bonus, and what her office works on."""
    roles = context["request"].user.roles_today()
    tabs = [
        ("rank", _("得分排名"), "reports:run_detail"),
        ("bonus", _("加分申报"), "reports:bonus"),
    ]
    if Role.TOWNSHIP_FEDERATION in roles:
        tabs.append(("grid", _("给各村评分"), "reports:department_marks"))
    if roles & {Role.GOVERNANCE_REVIEWER, Role.COUNTY_FEDERATION}:
        tabs.append(("departments", _("评分部门"), "reports:departments"))
    if Role.GOVERNANCE_REVIEWER in roles:
        tabs.append(("differences", _("评分差异"), "reports:differences"))
        tabs.append(("scorers", _("双人评分"), "reports:scorers"))
    return {
        "tabs": [(words, reverse(view, args=[run.uid]), name == tab) for name, words, view in tabs]
    }
