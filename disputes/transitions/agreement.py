"""Verbs of an agreement: written, oral, registering an oral one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Agreement, Dispute, MediationSession
from disputes.transitions import handling


@transaction.atomic
def settle_written(
    *,
    dispute: Dispute,
    terms: str,
    performance: str,
    sealed: bool,
    by: User,
    agreed_on: date | None = None,
    effective_on: date | None = None,
    version: int | None = None,
) -> Agreement:
    """A written agreement takes effect when the parties signed, the mediator signed and the
    committee's seal is on (人民调解法 art. 28–29); without the seal it is not settled."""
    if not sealed:
        raise Invalid(
            {
                "sealed": _(
                    "书面协议要当事人签名、调解员签名并加盖调委会印章后才生效，请盖章后再登记。"
                )
            }
        )
    agreed_on = agreed_on or timezone.localdate()
    agreement = Agreement(
        form=Agreement.Form.WRITTEN,
        terms=terms,
        performance=performance,
        agreed_on=agreed_on,
        effective_on=effective_on or agreed_on,
        sealed=True,
    )
    return _settle(dispute, agreement, by, version)


@transaction.atomic
def settle_orally(
    *,
    dispute: Dispute,
    terms: str,
    performance: str,
    registered: bool,
    by: User,
    agreed_on: date | None = None,
    version: int | None = None,
) -> Agreement:
    """An oral agreement takes effect on its day; the mediator registers its content
    (人民调解法 art. 28, 30). Not yet registered is told as a lack, not refused."""
    agreed_on = agreed_on or timezone.localdate()
    agreement = Agreement(
        form=Agreement.Form.ORAL,
        terms=terms,
        performance=performance,
        agreed_on=agreed_on,
        effective_on=agreed_on,
        registered=registered,
    )
    return _settle(dispute, agreement, by, version)


@transaction.atomic
def register_oral(*, dispute: Dispute, by: User, version: int | None = None) -> Agreement:
    """The register sheet of an oral agreement has been filled in (口头协议登记表, domain D2
    no. 10)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_SETTLE, dispute)
    agreement = Agreement.objects.filter(dispute=dispute).first()
    if agreement is None or agreement.form != Agreement.Form.ORAL:
        raise NotTheMoment(_("这件纠纷没有口头协议，不能登记。"))
    if agreement.registered:
        raise NotTheMoment(_("口头协议已经登记。"))
    require_version(dispute, version, {}, [])
    agreement.registered = True
    agreement.save(update_fields=["registered"])
    handling.change(dispute)
    trail.record(
        Act.DISPUTE_SETTLE,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"registered": False},
        after={"registered": True, "on": str(timezone.localdate())},
    )
    return agreement


def _settle(dispute: Dispute, agreement: Agreement, by: User, version: int | None) -> Agreement:
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_SETTLE, dispute)
    require_moment(dispute, "settle", _("登记协议"))
    require_version(dispute, version, {}, [])
    handling.require_willing(dispute)
    last = dispute.sessions.last()
    if last is None or last.result != MediationSession.Result.AGREED:
        raise NotTheMoment(_("最近一次调解的结果不是“达成协议”，请先登记达成协议的那次调解。"))
    agreement.terms = handling.require_text("terms", agreement.terms, _("请写明协议内容。"))
    agreement.performance = handling.require_text(
        "performance", agreement.performance, _("请写明履行的方式和期限。")
    )
    handling.require_day("agreed_on", agreement.agreed_on, [(last.held_on, _("最近一次调解"))])
    handling.require_day(
        "effective_on", agreement.effective_on, [(agreement.agreed_on, _("达成日期"))]
    )
    agreement.dispute = dispute
    agreement.village_id = dispute.village_id
    agreement.matter_id = dispute.matter_id
    agreement.recorded_by = by
    agreement.save()
    handling.change(dispute, status=Dispute.Status.SETTLED)
    trail.record(
        Act.DISPUTE_SETTLE,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"status": Dispute.Status.MEDIATING},
        after={
            "status": dispute.status,
            "form": agreement.form,
            "registered": agreement.registered,
            "on": str(agreement.agreed_on),
        },
    )
    return agreement
