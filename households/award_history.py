"""What has happened to an award, in sentences made from its trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import Trail
from accounts.templatetags.words import zh_day
from households.award_standards import STEP_WORDS
from households.models import Award, AwardRevocation, Incentive

KINDS: dict[str, tuple[str, str]] = {
    Act.AWARD_NOMINATE: ("推荐", "plus"),
    Act.AWARD_ASSESS: ("小组初评", "person"),
    Act.AWARD_RESIDENCE: ("补充材料", "check"),
    Act.AWARD_PHOTO: ("存照片", "check"),
    Act.AWARD_TOWN_NOTICE: ("乡镇公示", "flag"),
    Act.AWARD_COUNTY_NOTICE: ("县公示", "flag"),
    Act.AWARD_ABOVE: ("上级命名", "award"),
    Act.AWARD_CHECK: ("年度复核", "check"),
    Act.AWARD_REVOKE: ("提出摘牌", "alert"),
    Act.AWARD_OPINION: ("村里意见", "person"),
    Act.AWARD_PROPOSE: ("乡镇建议", "person"),
    Act.AWARD_HEAR: ("听取本户意见", "chat"),
    Act.AWARD_DECIDE: ("县里决定", "check"),
    Act.AWARD_PLATE_BACK: ("收回牌匾", "check"),
    Act.AWARD_CORRECT: ("发摘牌公告", "flag"),
    Act.AWARD_END: ("终止", "check"),
    Act.AWARD_REWARD: ("奖励", "plus"),
    Act.AWARD_VOTE: ("评议", "person"),
    Act.AWARD_NOTICE: ("公示", "flag"),
    Act.AWARD_OBJECT: ("异议", "alert"),
    Act.AWARD_ANSWER: ("答复异议", "chat"),
    Act.AWARD_REVIEW: ("乡镇审核", "check"),
    Act.AWARD_APPROVE: ("县批准", "check"),
    Act.AWARD_PLATE: ("授牌", "award"),
}


NOTICES = (Act.AWARD_NOTICE, Act.AWARD_TOWN_NOTICE, Act.AWARD_COUNTY_NOTICE)


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
    if row.act in NOTICES:
        until = zh_day(date.fromisoformat(after["until"]))
        return _("%(place)s，%(start)s至%(until)s") % {
            "place": after["place"],
            "start": zh_day(date.fromisoformat(after["from"])),
            "until": until,
        }
    if row.act in (Act.AWARD_PLATE, Act.AWARD_ABOVE):
        return str(after.get("plate_number", ""))
    if row.act == Act.AWARD_CHECK:
        if after.get("improve_by"):
            until = zh_day(date.fromisoformat(after["improve_by"]))
            return _("限%(day)s前整改") % {"day": until}
        return _("称号保持")
    if row.act == Act.AWARD_DECIDE:
        kept = after.get("status") == AwardRevocation.Status.KEPT
        return _("保留称号") if kept else _("撤销称号")
    if row.act == Act.AWARD_REWARD:
        return str(Incentive.Kind(after["kind"]).label)
    if row.act == Act.AWARD_ANSWER and after.get("lost"):
        until = zh_day(date.fromisoformat(after["until"]))
        told = {"why": row.reason, "n": after["lost"], "until": until}
        return _("%(why)s，停%(n)d个工作日，顺延到%(until)s") % told
    if row.act == Act.AWARD_NOMINATE and after.get("skipped"):
        steps = "、".join(STEP_WORDS.get(step, "") for step in after["skipped"])
        return _("%(kind)s，按创评办法省去：%(steps)s") % {"kind": row.reason, "steps": steps}
    return str(after.get("opinion") or row.reason)
