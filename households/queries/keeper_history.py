"""What a family's history tells of hand-overs, urging, hazards and help."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import HandOver, Hazard, ListedFamily, Pairing, Urge

Entry = dict[str, Any]


def entries(family: ListedFamily) -> list[Entry]:
    """Entries of all four nouns; four queries."""
    joined = HandOver.objects.filter(family=family).select_related(
        "leaving", "taking", "holder", "proposed_by", "answered_by"
    )
    out = [entry for row in joined for entry in _handed(row)]
    out += _urged(family)
    out += [_hazard(h) for h in Hazard.objects.filter(family=family).select_related("opened_by")]
    pairings = Pairing.objects.filter(household=family.household_id, since__gte=family.listed_on)
    return out + [_paired(p) for p in pairings.select_related("recorded_by")]


def _handed(row: HandOver) -> list[Entry]:
    url = reverse("households:hand_over_detail", args=[row.uid])
    who = row.leaving.name if row.leaving else _("补一名包户人")
    asked = _("%(who)s移交，请%(taking)s接收") if row.leaving else _("%(who)s，请%(taking)s接收")
    text = asked % {"who": who, "taking": row.taking.name if row.taking else _("（待定）")}
    if row.holder:
        text = _("%(who)s不再包户，由%(holder)s托管") % {"who": who, "holder": row.holder.name}
    out = [_entry(row.proposed_at, row.pk, _("移交包户"), text, row.proposed_by.name, url)]
    if row.answered_at and row.answered_by:
        out.append(
            _entry(
                row.answered_at,
                row.pk,
                row.get_status_display(),
                row.answer or text,
                row.answered_by.name,
                url,
                tone="change" if row.status == HandOver.Status.REFUSED else "",
            )
        )
    return out


def _urged(family: ListedFamily) -> list[Entry]:
    rows = Urge.objects.filter(duty__family=family).select_related("by", "person")
    return [
        _entry(
            u.at,
            u.pk,
            _("催办"),
            _("催办%(who)s走访") % {"who": u.person.name},
            u.by.name,
            "",
            tone="change",
        )
        for u in rows
    ]


def _hazard(row: Hazard) -> Entry:
    return _entry(
        row.opened_at,
        row.pk,
        _("重大隐患"),
        row.get_ending_display() or row.get_status_display(),
        row.opened_by.name,
        reverse("households:hazard_detail", args=[row.uid]),
        tone="late" if row.status != Hazard.Status.ENDED else "change",
    )


def _paired(row: Pairing) -> Entry:
    return {
        "when": row.since,
        "rank": -row.pk,
        "kind": _("结对帮扶"),
        "text": row.helper_name,
        "by": row.recorded_by.name,
        "icon": "heart",
        "url": reverse("households:pairing_detail", args=[row.uid]),
    }


def _entry(at: Any, rank: int, kind: str, text: str, by: str, url: str, tone: str = "") -> Entry:
    return {
        "when": timezone.localdate(at),
        "rank": rank,
        "kind": kind,
        "text": text,
        "by": by,
        "icon": "family" if not tone else "alert",
        "tone": tone,
        "url": url,
    }
