"""The verb behind 来件登记: takes a matter in after the one question about protection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.identity import NotValid, read_id
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Division
from disputes import concern
from disputes.models import Matter, Party
from disputes.transitions import handling
from disputes.transitions.matter import Caller, Person, receive
from disputes.transitions.protecting import protect as protect_matter


@transaction.atomic
def register(
    *,
    place: Division,
    channel: str,
    brief: str,
    by: User,
    request: str = "",
    category: str = "",
    caller: Caller | None = None,
    people: Sequence[Person] = (),
    child_harmed: bool = False,
    protect: bool | None = None,
    unprotected_reason: str = "",
    received_on: date | None = None,
    client_uuid: UUID | None = None,
) -> Matter:
    """Take a matter in. Where its words speak of violence, or a child is the one harmed, whether
    it is handled as protection must have been answered (protect); yes seals it at once, no wants
    a reason, which stays with it. A caller who speaks for herself and gave her name is a party.

    Raises Forbidden outside one's place, Invalid for what does not hold."""
    caller = caller or Caller()
    people = _with_caller(caller, people)
    asked = asks(brief, request, child_harmed=child_harmed, people=people)
    if asked and protect is None:
        raise Invalid({"protect": _("请回答是否按权益保护办理：%s") % "".join(asked)})
    why = ""
    if asked and protect is False:
        why = handling.require_reason("unprotected_reason", unprotected_reason)
    matter = receive(
        place=place,
        channel=channel,
        brief=brief,
        request=request,
        category=category,
        caller=caller,
        people=people,
        received_on=received_on,
        client_uuid=client_uuid,
        by=by,
    )
    if why and matter.version == 1 and not matter.unprotected_reason:
        matter.unprotected_reason = why
        matter.save(update_fields=["unprotected_reason"])
    if protect and matter.status == Matter.Status.RECEIVED:
        protect_matter(matter, by=by)
    return matter


def asks(
    brief: str, request: str, *, child_harmed: bool = False, people: Sequence[Person] = ()
) -> list[str]:
    """Why the question about protection is asked; empty where it is not. Children among those the
    matter is brought against are no reason."""
    harmed = (p for p in people if p.side != Party.Side.RESPONDENT)
    born = [day for p in harmed if (day := _born(p.id_number))]
    return concern.reasons(
        [brief, request], child_harmed=child_harmed, born=born, today=timezone.localdate()
    )


def _born(number: str) -> date | None:
    if not number.strip():
        return None
    try:
        return read_id(number, timezone.localdate()).birth_date
    except NotValid:
        return None


def _with_caller(caller: Caller, people: Sequence[Person]) -> list[Person]:
    name = caller.name.strip()
    if caller.anonymous or caller.kind != Matter.Caller.SELF or not name:
        return list(people)
    if any(p.name.strip() == name for p in people):
        return list(people)
    return [Person(Party.Side.APPLICANT, name, phone=caller.phone), *people]
