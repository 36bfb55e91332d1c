"""The steps of a paper as a page offers them: words, verb, when and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.acts import Act, may
from accounts.models import User
from reports.models import Document
from reports.transitions import document as verbs
from reports.transitions import document_request as asking


@dataclass(frozen=True)
class Step:
    """key: as in the address; moment: of Document.ALLOWED, "" where any status will do."""

    key: str
    words: str | Promise
    act: Act
    verb: Callable[..., Document]
    done: str | Promise
    moment: str = ""
    hint: str | Promise = ""
    reasoned: bool = False
    ends: bool = False


def _approve(row: Document, *, by: User, version: int | None, **_typed: Any) -> Document:
    return verbs.approve(row, by=by, version=version)


def _return(row: Document, *, by: User, version: int | None, reason: str, **_: Any) -> Document:
    return verbs.send_back(row, reason=reason, by=by, version=version)


def _issue(row: Document, *, by: User, version: int | None, **_typed: Any) -> Document:
    return verbs.issue(row, by=by, version=version)


def _withdraw(row: Document, *, by: User, version: int | None, reason: str, **_: Any) -> Document:
    return verbs.withdraw(row, reason=reason, by=by, version=version)


def _copy(row: Document, *, by: User, medium: str, **_typed: Any) -> Document:
    return asking.ask_for_copy(row, medium=medium, by=by)


STEPS = {
    step.key: step
    for step in (
        Step(
            "approve", _("审定"), Act.DOCUMENT_APPROVE, _approve, _("已审定，可以印发。"),
            "approve", _("由起草人以外的人审定。审定以后不能再改，要改先退回。"),
        ),
        Step(
            "return", _("退回修改"), Act.DOCUMENT_APPROVE, _return, _("已退回起草。"),
            "return", reasoned=True,
        ),
        Step(
            "issue", _("印发"), Act.DOCUMENT_ISSUE, _issue, _("已印发 %(number)s。"),
            "issue",
            _("印发时从发文字号登记簿取号，成文日期为今天；印发后内容不再变动，有错只能撤销或换发。"),
        ),
        Step(
            "withdraw", _("撤销"), Act.DOCUMENT_ISSUE, _withdraw, _("已撤销，留有记录。"),
            "withdraw", _("文号和内容保留，每一页注明已撤销和理由。"), reasoned=True, ends=True,
        ),
        Step(
            "copy", _("生成其他格式"), Act.DOCUMENT_MAKE, _copy, _("已排队生成。"),
            hint=_("由同一份冻结的内容生成，是编辑稿；以 PDF 为准。"),
        ),
    )
}  # fmt: skip


def steps_open(row: Document, user: User) -> list[Step]:
    """What this user may do with the paper now; its copies have a button of their own."""
    return [
        step
        for step in STEPS.values()
        if step.moment
        and row.status in row.ALLOWED[step.moment]
        and may(user, step.act, row.county_id)
        and not (step.key == "approve" and row.asked_by_id == user.pk)
    ]
