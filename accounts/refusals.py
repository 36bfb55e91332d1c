"""The refusals of a verb, never mixed: 403 not your role, 409 not the moment or stale,
422 what was typed does not hold. Outside one's reach is always a plain 404."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


class Refusal(Exception):
    """A verb's no: an HTTP status and a sentence a clerk understands."""

    status = 400
    title = "不能这样办"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Forbidden(Refusal):
    """Not your role (403)."""

    status = 403
    title = "这一步不由您办理"


class NotTheMoment(Refusal):
    """The record's state does not allow the act now (409)."""

    status = 409
    title = "现在还不能这样办"


@dataclass(frozen=True)
class Difference:
    """One field that differs between the stored and the typed version; name: the form's field,
    where a person may choose between the two."""

    label: str
    theirs: str
    mine: str
    name: str = ""


class Stale(Refusal):
    """Somebody saved a newer version first (409); carries both versions and the number of the
    stored one."""

    status = 409
    title = "保存之前，这条记录已被改过"

    def __init__(
        self,
        sentence: str,
        who: str,
        when: datetime | None,
        fields: Sequence[Difference] = (),
        version: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.who = who
        self.when = when
        self.fields = tuple(fields)
        self.version = version


class Invalid(Refusal):
    """What was typed does not hold (422); errors by field name, "" for the whole."""

    status = 422
    title = "有几处要改"

    def __init__(self, errors: Mapping[str, str] | str) -> None:
        self.errors = {"": errors} if isinstance(errors, str) else dict(errors)
        super().__init__("；".join(self.errors.values()))
