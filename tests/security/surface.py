"""Every address the resolver knows, and how its parameters are filled from the cast's rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
PAGE_METHODS = ("GET", "POST")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# The path segment before a parameter names the noun; `code` is always a division, in a run one
# that is scored.
NOUNS = {
    "households": "households",
    "nominate": "households",
    "members": "members",
    "moves": "moves",
    "changes": "changes",
    "matches": "matches",
    "families": "families",
    "kinships": "ties",
    "openings": "openings",
    "requests": "requests",
    "erasures": "erasures",
    "assessments": "assessments",
    "hand-overs": "hand_overs",
    "matter-hand-overs": "matter_hand_overs",
    "cards": "cards",
    "referrals": "referrals",
    "referral-photos": "referral_photos",
    "r": "links",
    "keepers": "keepers",
    "hazards": "hazards",
    "pairings": "pairings",
    "care": "care",
    "services": "services",
    "uses": "service_uses",
    "proposals": "proposals",
    "scales": "scales",
    "factors": "factors",
    "factor-sheets": "factors",
    "visits": "visits",
    "photos": "photos",
    "screenings": "screenings",
    "rounds": "rounds",
    "reports": "reports",
    "items": "sync_items",
    "awards": "awards",
    "notices": "award_notices",
    "titles": "titles",
    "award-photos": "award_photos",
    "award-slips": "award_slips",
    "award-revocations": "award_revocations",
    "honours": "honours",
    "n": "notice_codes",
    "o": "award_slip_links",
    "v": "verify_codes",
    "objections": "objections",
    "pledges": "pledges",
    "texts": "pledge_texts",
    "pledge-texts": "pledge_texts",
    "prints": "pledge_prints",
    "letters": "letters",
    "letter-parts": "letter_parts",
    "files": "kept_files",
    "tasks": "tasks",
    "task-links": "task_links",
    "task-cards": "task_cards",
    "t": "task_tokens",
    "d": "department_tokens",
    "proofs": "proofs",
    "bonus-claims": "bonus_claims",
    "inspections": "inspections",
    "draws": "draws",
    "targets": "targets",
    "findings": "findings",
    "rectification-orders": "orders_to_rectify",
    "circulars": "circulars",
    "ladder": "ladder_steps",
    "activities": "activities",
    "trainings": "trainings",
    "bulletins": "bulletins",
    "achievements": "achievements",
    "adoptions": "adoptions",
    "surveys": "surveys",
    "sampled": "sampled",
    "q": "survey_slips",
    "points": "points",
    "service-points": "points",
    "shifts": "shifts",
    "duty-shifts": "shifts",
    "work": "work_records",
    "work-records": "work_records",
    "volunteers": "volunteers",
    "hours": "volunteer_works",
    "volunteer-works": "volunteer_works",
    "teams": "teams",
    "volunteer-teams": "teams",
    "disputes": "disputes",
    "parties": "parties",
    "agents": "agents",
    "recusals": "recusals",
    "sittings": "sittings",
    "risks": "risks",
    "evidence": "evidence",
    "matters": "matters",
    "promises": "promises",
    "protection": "protection",
    "protection-orders": "protection_orders",
    "protection-steps": "protection_steps",
    "warning-visits": "warning_visits",
    "shelter-stays": "shelter_stays",
    "appraisals": "appraisals",
    "legal-aids": "legal_aids",
    "mandatory-reports": "mandatory_reports",
    "matter-openings": "matter_openings",
    "committees": "committees",
    "seats": "seats",
    "mediators": "mediators",
    "twins": "matters_other",
    "rights-matters": "rights_matters",
    "reception-days": "reception_days",
    "confirmations": "confirmations",
    "court-cases": "court_cases",
    "averted": "averted",
    "quality-draws": "quality_draws",
    "quality-reviews": "quality_reviews",
    "campaigns": "campaigns",
    "member-units": "member_units",
    "groups": "leading_groups",
    "leading-groups": "leading_groups",
    "posts": "group_seats",
    "group-seats": "group_seats",
    "duties": "duties",
    "year-duties": "duties",
    "year-plans": "plans",
    "duty-marks": "duty_marks",
    "meetings": "meetings",
    "funds": "funds",
    "fund-items": "fund_items",
    "show-points": "show_points",
    "periods": "periods",
    "contradictions": "contradictions",
    "incidents": "incidents",
    "exemptions": "exemptions",
    "returns": "returns",
    "reminders": "reminders",
    "spot-checks": "spot-checks",
    "sensitive": "sensitive",
    "sensitive-periods": "sensitive",
    "users": "users",
    "new": "users",
    "postings": "postings",
    "scores": "runs",
    "rubrics": "rubrics",
    "rubric-drafts": "rubric_drafts",
    "assessment-reports": "documents",
    "scoring-runs": "runs",
    "batches": "batches",
    "handed-rubrics": "handed",
    "scoring-batches": "batches",
    "score-sheets": "sheets",
    "runs": "runs",
    "documents": "documents",
    "sheets": "sheets",
    "lines": "lines",
    "vetoes": "vetoes",
    "appeals": "appeals",
    "exports": "exports",
    "imports": "imports",
}


# Parameters that are words, not rows.
WORDS = {
    "hue": "red",
    "line": "1.1",
    "part": "numerator",
    "level": 5,
    "page": "village",
    "form": "report",
    "kind": "roster",
    "key": "monthly",
}


@dataclass(frozen=True)
class Address:
    """One named URL: its pattern as text, the view, and the methods that are tried."""

    name: str
    path: str
    view: Callable[..., Any]

    @property
    def is_api(self) -> bool:
        """Below /api/."""
        return self.path.startswith("api/")

    @property
    def bare_path(self) -> str:
        """The path as the API's description writes it: {uid} for <uuid:uid>."""
        return PARAMETER.sub(r"{\2}", self.path)

    @property
    def methods(self) -> tuple[str, ...]:
        """Pages are forms; the API is tried with everything."""
        return API_METHODS if self.is_api else PAGE_METHODS

    def answers(self, method: str) -> bool:
        """Whether the view has anything to answer the method with; a bare function may."""
        mapped = getattr(self.view, "actions", None)
        if mapped is not None:
            return method.lower() in mapped
        kind = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        return kind is None or hasattr(kind, method.lower())

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """(noun, parameter) in order of the path; the noun of a row, or "word"."""
        out = []
        for found in PARAMETER.finditer(self.path):
            if found[2] in WORDS:
                out.append(("word", found[2]))
                continue
            before = self.path[: found.start()].rstrip("/").rpartition("/")[2]
            place = "units" if "scores" in self.path else "divisions"
            noun = place if found[2] == "code" else NOUNS.get(before)
            if noun is None:
                raise LookupError(
                    f"{self.path}: add the noun of “{before}” to tests/security/surface.py NOUNS"
                )
            out.append((noun, found[2]))
        return out

    def filled(self, *rows: Any) -> str:
        """The path with one row per parameter."""
        values = iter(
            str(WORDS[name] if noun == "word" else row.uid if name in ("uid", "other") else row.pk)
            for (noun, name), row in zip(self.parameters, rows, strict=True)
        )
        return "/" + PARAMETER.sub(lambda _: next(values), self.path)


def addresses() -> list[Address]:
    """Every address, in order of its path; two of one name are an error."""
    found = sorted(_walk(get_resolver(), "", ""), key=lambda a: a.path)
    names = [a.name for a in found]
    twice = {n for n in names if names.count(n) > 1 or not n}
    if twice:
        raise LookupError(f"addresses without a name of their own: {twice}")
    return found


def _walk(resolver: URLResolver, path: str, space: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (space, entry.namespace) if part)
            yield from _walk(entry, path + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            name = ":".join(part for part in (space, entry.name or "") if part)
            yield Address(name, path + str(entry.pattern), entry.callback)
