"""The verb of asking what is held about a person: only with a reason, and told (C9, domain H ④)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import acts, reading, trail
from accounts.acts import Act
from accounts.holdings import Holding, Subject, holdings_of, traces_of
from accounts.models import User
from accounts.refusals import Invalid
from households.models import Household, Member
from households.queries.subject import subject_of

REASON_LEAST = 5
PAGE = "households:holdings"


@dataclass(frozen=True)
class Answer:
    """What the printable page shows."""

    subject: Subject
    members: tuple[Member, ...]
    homes: tuple[Household, ...]
    holdings: tuple[Holding, ...]
    acts: int
    looks: int


@transaction.atomic
def ask_holdings(*, id_number: str, name: str, reason: str, by: User) -> Answer:
    """Answer a personal-information request: everything held about the person, in every table the
    asker may see. Logged with its reason, and with the keys of what was shown."""
    place = by.main_posting.division_id if by.main_posting else 0
    acts.require(by, Act.HOLDINGS_READ, place)
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明依据，比如：本人于11月20日书面申请查阅。")})
    subject = subject_of(by, id_number=id_number, name=name)
    found = holdings_of(by, subject)
    for one in found:
        rows = one.model._default_manager.filter(pk__in=one.linked | one.named)
        reading.note(by=by, page=PAGE, rows=rows, place=place, purpose=reason.strip())
    trail.record(
        Act.HOLDINGS_READ,
        by=by,
        on=by,
        place=place,
        after={"rows": {h.model._meta.label_lower: h.count for h in found}},
    )
    done, seen = traces_of(subject)
    members = Member.objects.visible_to(by).filter(pk__in=subject.keys[_MEMBER])
    homes = Household.objects.visible_to(by).filter(pk__in=subject.keys[_HOME])
    return Answer(
        subject=subject,
        members=tuple(members.select_related("village", "household")),
        homes=tuple(homes.select_related("village")),
        holdings=tuple(found),
        acts=done,
        looks=seen,
    )


_MEMBER, _HOME = "households.member", "households.household"
