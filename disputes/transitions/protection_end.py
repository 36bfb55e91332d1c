"""Verbs that follow and end a protection case: visits, who asked for the reporter, closing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_date
from disputes.models import (
    CaseVisit,
    Matter,
    ProtectionCase,
    ReporterQuestion,
)
from disputes.queries.protection import open_ends
from disputes.transitions.casework import (
    change,
    locked,
    require_choice,
    require_knows,
    require_reported,
    tell,
)
from disputes.transitions.handling import require_day, require_reason, require_text
from disputes.transitions.matter import change as change_matter

Status = ProtectionCase.Status
# Never said otherwise, to whoever asks (反家庭暴力法 art. 14; domain E).
REFUSAL = "反映人的信息依法保密，任何人都不能告知。"


@transaction.atomic
def visit(
    case: ProtectionCase,
    *,
    way: str,
    safety: str,
    words: str,
    by: User,
    on: date | None = None,
    next_on: date | None = None,
    version: int | None = None,
) -> CaseVisit:
    """Look in on her, in the safe way. Once the plan runs, this is 跟踪; danger or not having
    reached her asks for a new assessment at once."""
    row = locked(case, by, Act.PROTECTION_VISIT, "visit", _("登记走访"), version)
    require_reported(row)
    on = on or timezone.localdate()
    require_day("on", on)
    require_choice("way", way, CaseVisit.Way.values, _("请选方式。"))
    require_choice("safety", safety, CaseVisit.Safety.values, _("请选情况。"))
    if next_on is not None and next_on <= on:
        raise Invalid({"next_on": _("下次要在这次之后。")})
    made = CaseVisit.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        visited_on=on,
        way=way,
        safety=safety,
        words=require_text("words", words, _("请写记录。")),
        next_on=next_on,
        visited_by=by,
        recorded_at=timezone.now(),
    )
    worried = safety in (CaseVisit.Safety.DANGER, CaseVisit.Safety.UNREACHED)
    change(row, status=Status.TRACKING, review_on=on if worried else row.review_on)
    tell(Act.PROTECTION_VISIT, row, by, {"on": str(on), "status": row.status})
    return made


@transaction.atomic
def refuse_reporter(
    case: ProtectionCase, *, asker: str, by: User, on: date | None = None
) -> ReporterQuestion:
    """Somebody asked who had reported it. The answer is always REFUSAL; who asked is kept."""
    row = ProtectionCase.objects.locked(by, uid=case.uid)
    acts.require(by, Act.PROTECTION_REFUSE, row.place_id)
    require_knows(by, row.matter)
    on = on or timezone.localdate()
    require_day("on", on)
    made = ReporterQuestion.objects.create(
        matter=row.matter,
        case=row,
        place_id=row.place_id,
        asked_on=on,
        asker=require_text("asker", asker, _("请写是谁来问。")),
        answered_by=by,
        recorded_at=timezone.now(),
    )
    tell(Act.PROTECTION_REFUSE, row, by, {"on": str(on)})
    return made


@transaction.atomic
def close(
    case: ProtectionCase,
    *,
    ground: str,
    words: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> ProtectionCase:
    """结案: the risk was looked at again and is not high, orders, warnings and stays are over or
    handed on, the plan is done and she was visited; with a reason. What is found not to be so
    closes without them."""
    row = locked(case, by, Act.PROTECTION_CLOSE, "close", _("结案"), version)
    require_reported(row)
    require_choice("ground", ground, ProtectionCase.Ground.values, _("请选结案原因。"))
    words = require_reason("words", words)
    on = on or timezone.localdate()
    require_day("on", on, [(timezone.localdate(row.opened_at), _("登记日期"))])
    if ends := open_ends(row, ground, on):
        raise NotTheMoment(_("还不能结案：%(why)s。") % {"why": "；".join(ends)})
    change(row, status=Status.CLOSED, ground=ground, close_words=words, closed_on=on)
    change_matter(row.matter, status=Matter.Status.DONE, closed_on=on)
    tell(Act.PROTECTION_CLOSE, row, by, {"ground": ground, "on": str(on)})
    return row


@transaction.atomic
def reopen(
    case: ProtectionCase, *, reason: str, by: User, version: int | None = None
) -> ProtectionCase:
    """A closed case goes on: something happened again. The risk is assessed anew the same day."""
    row = locked(case, by, Act.PROTECTION_CLOSE, "reopen", _("重新办理"), version)
    reason = require_reason("reason", reason)
    today = timezone.localdate()
    line = f"{zh_date(today)} {_('重新办理')}：{reason}"
    change(
        row,
        status=Status.ASSESSED,
        ground="",
        closed_on=None,
        review_on=today,
        close_words="\n".join(filter(None, [row.close_words, line])),
    )
    change_matter(row.matter, status=Matter.Status.HANDLING, closed_on=None)
    tell(Act.PROTECTION_CLOSE, row, by, {"status": row.status})
    return row
