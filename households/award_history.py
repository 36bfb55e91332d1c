"""What has happened to an award, in sentences made from its trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import Trail
from accounts.templatetags.words import zh_day
from households.models import Award

KINDS: dict[str, tuple[str, str]] = {
    Act.AWARD_NOMINATE: ("推荐", "plus"),
    Act.AWARD_VOTE: ("评议", "person"),
    Act.AWARD_NOTICE: ("公示", "flag"),
    Act.AWARD_OBJECT: ("异议", "alert"),
    Act.AWARD_ANSWER: ("答复异议", "chat"),
    Act.AWARD_REVIEW: ("乡镇审核", "check"),
    Act.AWARD_APPROVE: ("县批准", "check"),
    Act.AWARD_PLATE: ("授牌", "award"),
}


def history(award: Award) -> list[dict[str, Any]]:
    """Entries for the part 经过, newest first."""
    return [_entry(row) for row in trail.of(award)]


def _entry(row: Trail) -> dict[str, Any]:
    kind, icon = KINDS.get(row.act, ("", ""))
    fell = row.after.get("status") == Award.Status.REJECTED
    ended = row.act == Act.AWARD_PLATE
    return {
        "when": row.at,
        "kind": kind,
        "text": _words(row),
        "by": row.by.name,
        "icon": icon,
        "tone": "late" if fell else "ended" if ended else "",
    }


def _words(row: Trail) -> str:
    after = row.after
    if row.act == Act.AWARD_VOTE:
        counted = _("应到%(due)s，实到%(present)s，同意%(for)s，反对%(against)s，弃权%(abstain)s")
        return "；".join(filter(None, [counted % after["vote"], row.reason]))
    if row.act == Act.AWARD_NOTICE:
        until = zh_day(date.fromisoformat(after["until"]))
        return _("%(place)s，%(start)s至%(until)s") % {
            "place": after["place"],
            "start": zh_day(date.fromisoformat(after["from"])),
            "until": until,
        }
    if row.act == Act.AWARD_PLATE:
        return str(after.get("plate_number", ""))
    return str(after.get("opinion") or row.reason)
