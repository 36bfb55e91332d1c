"""What every verb of a protection case shares: who may, locking, the report that comes first,
saving, the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.templatetags.words import zh_date, zh_time
from disputes.clocks.order import report_due
from disputes.models import (
    Matter,
    ProtectionCase,
)
from disputes.queries.seal import handles


def require_reported(case: ProtectionCase) -> None:
    """409 while the police have not been told of a child or a person without full capacity: the
    step cannot be skipped."""
    if case.report_owed and case.child_found_at is not None:
        late = report_due(case.child_found_at).late.at
        raise NotTheMoment(
            _(
                "有未成年人或者不能辨认行为的人，要先向公安机关报告并登记（%(at)s前）。"
                "（反家庭暴力法第十四条、未成年人保护法第十一条）"
            )
            % {"at": f"{zh_date(late)} {zh_time(late)}"}
        )


def require_knows(by: User, matter: Matter) -> None:
    """403 for whoever only has the file open for a while."""
    if not by.is_system and not handles(by, matter):
        raise Forbidden(_("这件限时给您查看，由经办人办理。"))


def locked(
    case: ProtectionCase, by: User, act: Act, moment: str, words: str, version: int | None
) -> ProtectionCase:
    """The case as it is now, locked, once the actor may do this to it at this moment."""
    row = ProtectionCase.objects.select_related("matter", "mandatory_report").locked(
        by, uid=case.uid
    )
    acts.require(by, act, row.place_id)
    require_knows(by, row.matter)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def change(case: ProtectionCase, **values: Any) -> None:
    """Set and save the named fields as the next version."""
    for name, value in values.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*values, "version"])


def tell(act: Act, case: ProtectionCase, by: User, after: dict[str, object]) -> None:
    """Facts only; nothing of names or words (reliability B6)."""
    trail.record(act, by=by, on=case, place=case.place_id, after=after)


def require_choice(field: str, value: str, known: Sequence[str], sentence: str) -> None:
    if value not in known:
        raise Invalid({field: sentence})
