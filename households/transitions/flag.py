"""The verb of the two flags 重大隐患 and 特别困难 (domain C1: flags, not categories)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import ListedFamily
from households.queries.hazard import open_of
from households.transitions.hazard import open_hazard
from households.transitions.tier import open_family, require_reason, save_family

FLAGS = {"grave": _("重大隐患"), "hardship": _("特别困难")}


@transaction.atomic
def set_flag(
    family: ListedFamily,
    *,
    flag: str,
    on: bool,
    reason: str,
    by: User,
    version: int | None = None,
) -> ListedFamily:
    """Mark a family as 重大隐患 (risk of death, injury, arson, suicide) or 特别困难 (needs a
    helper), or take the mark away, with a reason. Nothing happens where it stands so already.
    Marking 重大隐患 starts its two clocks (transitions.hazard); while that is open the mark stays
    until the hazard is lifted.

    Raises NotTheMoment for taking 重大隐患 away while it is being handled."""
    if flag not in FLAGS:
        raise Invalid({"flag": _("请选重大隐患或特别困难。")})
    row = open_family(family, Act.FAMILY_FLAG, "flag", _("标记"), by, version)
    if getattr(row, flag) == on:
        return row
    require_reason(reason)
    if flag == "grave" and not on and open_of(row):
        raise NotTheMoment(_("这一户有重大隐患在办，请先在重大隐患里确认解除，标记随后取消。"))
    setattr(row, flag, on)
    save_family(row, flag)
    trail.record(
        Act.FAMILY_FLAG,
        by=by,
        on=row,
        place=row.village_id,
        before={flag: not on},
        after={flag: on},
        reason=reason.strip(),
    )
    if flag == "grave" and on:
        open_hazard(by=by, family=row)
    return row
