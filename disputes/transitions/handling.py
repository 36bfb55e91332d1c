"""What every verb of a dispute shares: locking, whose turn it is, willingness, days, saving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from disputes.models import Dispute, Dossier, Matter, Route
from disputes.queries.hand_over import unit_of
from disputes.queries.seal import handles, require_handles

LEAST_REASON = 5  # signs; a reason is a sentence, not a word
# Acts of Dispute.ALLOWED that go on after the case has ended, until its file is bound.
UNTIL_BOUND = ("complete", "evidence", "bind")
FARTHEST_BACK = timedelta(days=5 * 366)


def locked(dispute: Dispute, by: User) -> Dispute:
    """The dispute as it is now, locked; 404 outside the reach of `by`."""
    return Dispute.objects.locked(by, pk=dispute.pk)


def begin(
    dispute: Dispute, act: Act, moment: str, words: str, *, by: User, version: int | None = None
) -> Dispute:
    """How a verb of a dispute begins: lock it, whose turn it is, the moment, the version."""
    row = locked(dispute, by)
    require_handler(by, act, row)
    require_moment(row, moment, words)
    if moment in UNTIL_BOUND:
        require_unbound(row)
    require_version(row, version, {}, [])
    return row


def require_unbound(dispute: Dispute) -> None:
    """409 once the file is bound: what comes later stands beside it (Dossier.holds)."""
    bound = Dossier.objects.filter(dispute=dispute).first()
    if bound is not None:
        raise NotTheMoment(_("已归档（%(volume)s），卷内材料不能再改。") % {"volume": bound.volume})


def below(dispute: Dispute, by: User) -> dict[str, Any]:
    """What every row below a dispute carries."""
    return {
        "dispute": dispute,
        "matter_id": dispute.matter_id,
        "village_id": dispute.village_id,
        "recorded_by": by,
    }


def tell(
    act: Act,
    dispute: Dispute,
    *,
    by: User,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    """One line of the dispute's trail: keys and facts, never names or words (reliability B6)."""
    trail.record(
        act,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before=dict(before or {}),
        after=dict(after),
    )


def may_handle(user: User, act: Act, dispute: Dispute) -> bool:
    """Whether it is `user`'s turn: her act at this place, and after passing up the
    township's alone (domain A7 4.4)."""
    if not acts.may(user, act, dispute.village_id):
        return False
    if dispute.matter.sealed and not user.is_system and not handles(user, dispute.matter):
        return False  # it was opened to her to be read
    return not dispute.is_passed_up or user.is_system or _in_township(user, dispute)


def require_handler(user: User, act: Act, dispute: Dispute) -> None:
    """403 unless may_handle."""
    acts.require(user, act, dispute.village_id)
    if not may_handle(user, act, dispute):
        if not dispute.is_passed_up:
            raise Forbidden(_("这件限时给您查看，由经办人办理。"))
        raise Forbidden(_("这件纠纷已上交乡镇，由乡镇妇联办理，您可以提醒她们。"))


def require_willing(dispute: Dispute) -> None:
    """409 when a party clearly refuses (人民调解法 art. 17), or while the police have not been told
    of a child in a protection case (反家庭暴力法 art. 14)."""
    case = getattr(dispute.matter, "protection", None) if dispute.matter.sealed else None
    if case is not None and case.report_owed:
        raise NotTheMoment(_("要先向公安机关报告并登记，才能调解。（反家庭暴力法第十四条）"))
    if dispute.refusing:
        raise NotTheMoment(
            _(
                "一方明确拒绝调解，不能调解（人民调解法第十七条）。"
                "请告知救济途径后终止，尚未受理的也可以不予受理。"
            )
        )


def require_day(field: str, day: date, not_before: Iterable[tuple[date | None, str]] = ()) -> None:
    """422 for a day in the future, or before an earlier step named in words."""
    if day > timezone.localdate():
        raise Invalid({field: _("日期不能晚于今天。")})
    for earlier, words in not_before:
        if earlier is not None and day < earlier:
            raise Invalid(
                {
                    field: _("日期不能早于%(words)s（%(day)s）。")
                    % {"words": words, "day": zh_day(earlier)}
                }
            )


def steps_before(dispute: Dispute) -> list[tuple[date | None, str]]:
    """The dated steps so far, for require_day."""
    asked = [p.consent_on for p in dispute.parties.all() if p.consent_on]
    held = [s.held_on for s in dispute.sessions.all()]
    return [
        (dispute.taken_in_on, _("登记日期")),
        (max(asked, default=None), _("征询意愿日期")),
        (dispute.accepted_on, _("受理日期")),
        (max(held, default=None), _("上一次调解")),
    ]


def require_text(field: str, text: str, missing: str) -> str:
    """The text without blanks around it; 422 with the sentence `missing` when empty."""
    if not (text := text.strip()):
        raise Invalid({field: missing})
    return text


def require_reason(field: str, reason: str) -> str:
    """The reason, at least a short sentence; 422 otherwise."""
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise Invalid({field: _("请写明理由，至少一句话。")})
    return reason


def change(dispute: Dispute, **values: object) -> None:
    """Set and save the named fields as the next version."""
    if isinstance(mediator := values.get("mediator"), User):
        require_handles(mediator, dispute.matter)
    for name, value in values.items():
        setattr(dispute, name, value)
    dispute.version += 1
    dispute.save(update_fields=[*values, "version"])
    if "status" in values or "mediator" in values:
        _follow(dispute)


def _follow(dispute: Dispute) -> None:
    """The matter of a mediation stands as it does: done when it ended or was revisited, and
    owned by whoever mediates, in her office."""
    if dispute.matter.route == Route.PROTECTION:
        return  # its case goes on
    done = dispute.status in Dispute.DONE
    mediator = dispute.mediator
    owned = {"owner": mediator, "unit_id": unit_of(mediator, dispute.village)} if mediator else {}
    Matter.objects.filter(pk=dispute.matter_id).update(
        status=Matter.Status.DONE if done else Matter.Status.HANDLING,
        closed_on=timezone.localdate() if done else None,
        **owned,
    )


def _in_township(user: User, dispute: Dispute) -> bool:
    return any(
        p.role == Role.TOWNSHIP_FEDERATION and p.covers(dispute.village_id)
        for p in user.postings_today
    )
