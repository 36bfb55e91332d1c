"""What every page's frame shows: unit, person, sections, the demo mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.mode import MODE_COOKIE
from accounts.models import User
from accounts.roles import AREA_ROLES, CASE_ROLES, EXPORT_ROLES, UPPER_ROLES, Role


@dataclass(frozen=True)
class Section:
    """A word in the head: label, address, icon, whether the page belongs to it."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """unit/person/role are Chinese labels; nav and duties are links; mode is large or normal; now
    is aware."""

    unit: str
    person: str
    role: str
    nav: SafeString
    demo: bool
    now: datetime
    mode: str
    is_village: bool
    exports: bool
    searches: bool
    duties: SafeString


# Sections by who sees them: label, view name, path prefix, icon.
CASE_SECTIONS = (
    ("家庭", "households:household_list", "/households/", "family"),
    ("排查", "households:screening_list", "/screenings/", "list"),
    ("在册", "households:family_list", "/families/", "person"),
    ("隐患", "households:hazard_list", "/hazards/", "alert"),
    ("帮扶", "households:pairing_list", "/pairings/", "heart"),
    ("零报告", "households:report_grid", "/reports/", "check"),
    ("来件", "disputes:matter_list", "/matters/", "pen"),
    ("纠纷调解", "disputes:dispute_list", "/disputes/", "chat"),
    ("权益保护", "disputes:protection_list", "/protection/", "shield"),
    ("创评", "households:award_list", "/awards/", "award"),
    ("报表", "households:paper_list", "/papers/", "document"),
)
AREA_SECTIONS = (
    ("责任状", "campaigns:pledge_map", "/pledges/", "document"),
    ("考核", "reports:run_list", "/scores/", "chart"),
    ("宣传", "campaigns:activity_list", "/publicity/", "pen"),
    ("服务网络", "campaigns:point_list", "/network/", "shield"),
    ("区划", "campaigns:division_tree", "/divisions/", "list"),
    ("年度", "campaigns:campaign_list", "/campaigns/", "calendar"),
)
# Who works with families comes to the statistics from 报表 and the work list: the head is full.
FIGURES_SECTION = ("统计", "reports:statistics_list", "/statistics/", "list")
# A city or a province: what its counties come to.
UPPER_SECTIONS = (
    ("责任状", "campaigns:pledge_counties", "/pledges/", "document"),
    ("成片考核", "reports:batch_list", "/scores/batches/", "chart"),
    ("下发细则", "reports:handed_list", "/scores/handed-rubrics/", "document"),
    ("统计", "reports:statistics_list", "/statistics/", "list"),
)
ADMIN_SECTIONS = {
    Role.SYSTEM_ADMIN: (("用户", "accounts:user_list", "/accounts/users/", "person"),),
    Role.SECURITY_ADMIN: (
        ("任职", "accounts:posting_list", "/accounts/postings/", "lock"),
        ("影响评估", "households:assessment_list", "/privacy/assessments/", "shield"),
    ),
    Role.AUDIT_ADMIN: (("日志", "accounts:log_list", "/accounts/logs/", "list"),),
}


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the frame, also for error pages and people not signed in."""
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User) and user.is_authenticated
    roles = user.roles_today() if isinstance(user, User) and signed_in else set()
    posting = user.main_posting if isinstance(user, User) and signed_in else None
    return {
        "frame": Frame(
            unit=posting.office if posting else "",
            person=user.name if isinstance(user, User) and signed_in else "",
            role=str(posting.get_role_display()) if posting else "",
            nav=links(sections(request.path, roles) if signed_in else ()),
            demo=settings.DEMO_DATA,
            now=timezone.localtime(),
            mode="large" if request.COOKIES.get(MODE_COOKIE) == "large" else "normal",
            is_village=bool(roles) and roles <= {Role.VILLAGE_MEDIATOR},
            exports=bool(roles & EXPORT_ROLES),
            searches=bool(roles & CASE_ROLES),
            duties=links(duties(request.path, roles) if signed_in else ()),
        )
    }


CURRENT = mark_safe(' aria-current="page"')


@lru_cache(maxsize=512)
def links(words: tuple[Section, ...]) -> SafeString:
    """The words as links. Drawn once for each role and section: by the template they were half of
    what a small page cost, twice on each."""
    return format_html_join(
        "",
        '<a href="{}"{}>{}</a>',
        ((word.url, CURRENT if word.current else "", word.label) for word in words),
    )


# Duties that come up now and then, in the account menu: by who has them.
DUTIES = (
    (CASE_ROLES, "回避申报", "households:kinship_list"),
    (CASE_ROLES, "更正、移出申请", "households:request_list"),
    (frozenset({Role.COUNTY_FEDERATION}), "个人信息查询", "households:holdings"),
    (frozenset({Role.COUNTY_FEDERATION}), "保存和清除", "households:retention"),
    (frozenset({Role.COUNTY_FEDERATION}), "影响评估", "households:assessment_list"),
    (CASE_ROLES, "个人信息字段说明", "households:field_register"),
)


def duties(path: str, roles: set[Role]) -> tuple[Section, ...]:
    """The words of the account menu for these roles."""
    mine = [(label, view, "", "") for who, label, view in DUTIES if roles & who]
    return tuple(_found(mine, path))


def sections(path: str, roles: set[Role]) -> tuple[Section, ...]:
    """The words of the head for these roles, the current one marked."""
    wanted: list[tuple[str, str, str, str]] = []
    if roles & CASE_ROLES:
        wanted += CASE_SECTIONS
    if roles & AREA_ROLES:
        wanted += AREA_SECTIONS
        wanted += [] if roles & (CASE_ROLES | UPPER_ROLES) else [FIGURES_SECTION]
    if roles & UPPER_ROLES:
        wanted += UPPER_SECTIONS
    for role, extra in ADMIN_SECTIONS.items():
        if role in roles:
            wanted += extra
    return (Section(_("工作台"), reverse("home"), "house", path == "/"), *_found(wanted, path))


def _found(wanted: list[tuple[str, str, str, str]], path: str) -> Iterator[Section]:
    """Those whose page exists: (label, view, what its paths begin with, or "" for the one path
    itself, icon)."""
    for label, view, prefix, icon in wanted:
        try:
            url = _address(view)
        except NoReverseMatch:
            continue
        yield Section(label, url, icon, path.startswith(prefix) if prefix else path == url)


@cache
def _address(view: str) -> str:
    """Where a section is; the same for the life of the process, and asked for by every page."""
    return reverse(view)
