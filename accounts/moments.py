"""Is it the moment? Status and version checks every verb makes before it changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol

from django.db import models
from django.utils.translation import gettext as _

from accounts import trail
from accounts.refusals import Difference, NotTheMoment, Stale


class Guarded(Protocol):
    """A record whose acts are tied to statuses."""

    status: Any
    _meta: ClassVar[Any]

    @property
    def ALLOWED(self) -> Mapping[str, Any]: ...

    def get_status_display(self) -> str: ...


def require_moment(record: Guarded, act: str, words: str) -> None:
    """Refuse with 409 unless the record's status allows `act`; `words` names the act."""
    if record.status not in record.ALLOWED[act]:
        raise NotTheMoment(
            _("%(noun)s现在的状态是“%(status)s”，不能%(act)s。")
            % {
                "noun": record._meta.verbose_name,
                "status": record.get_status_display(),
                "act": words,
            }
        )


def require_version(
    record: models.Model, version: int | None, typed: Mapping[str, Any], fields: Sequence[str]
) -> None:
    """Refuse a form made on an older version (409), showing both versions of `fields`.

    version None (a caller that read and writes in one breath) is not checked."""
    current = getattr(record, "version")  # noqa: B009
    if version is None or version == current:
        return
    last = trail.of(record).first()
    raise Stale(
        _("您保存前，%(who)s已改过这条记录。") % {"who": last.by.name if last else _("别人")},
        who=last.by.name if last else "",
        when=last.at if last else None,
        fields=[
            Difference(
                str(record._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
                str(getattr(record, name)),
                str(typed.get(name, "")),
                name,
            )
            for name in fields
            if str(getattr(record, name)) != str(typed.get(name, ""))
        ],
        version=current,
    )


def put(record: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set what differs, unsaved; gives the former values of those fields, in their order."""
    before = {n: was for n, v in values.items() if (was := getattr(record, n)) != v}
    for name in before:
        setattr(record, name, values[name])
    return before
