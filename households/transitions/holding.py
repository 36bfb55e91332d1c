"""When a keeper is suddenly gone (death, illness, secondment): the township holds the families, by
name, until somebody takes them (domain C3, features 12)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from households.models import HandOver, Keeper, ListedFamily
from households.queries.keeper import owners
from households.transitions.handover import hold, require_reason, tell


@transaction.atomic
def hold_families(*, person: User, holder: User, reason: str, by: User) -> list[HandOver]:
    """End every term of `person` inside the reach of `by`, today, and put the families into the
    hands of `holder`, a named person of the township. They stand on the township's list as owed
    from the next day on until a keeper was named and accepted. No clock stops.

    Unlike a hand-over it asks nobody's consent: it is for emergencies, done by the township or
    the county, and tells the reason."""
    require_reason(reason)
    terms = list(
        Keeper.objects.visible_to(by)
        .filter(person=person, until__isnull=True, family__status=ListedFamily.Status.LISTED)
        .select_related("family")
        .order_by("family_id")
    )
    if not terms:
        raise NotTheMoment(_("%(name)s现在没有包户。") % {"name": person.name})
    if holder == person:
        raise Invalid({"holder": _("请选另一位同事托管。")})
    villages = {t.village_id for t in terms}
    for village in villages:
        acts.require(by, Act.FAMILY_HOLD, village)
    if missing := [v for v in villages if not owners(v).filter(pk=holder.pk).exists()]:
        raise Invalid(
            {
                "holder": _("%(name)s不在这些户所在的乡镇任职，有 %(n)d 个村不归她管。")
                % {"name": holder.name, "n": len(missing)}
            }
        )
    return [_held(term, holder, reason, by) for term in terms]


def _held(term: Keeper, holder: User, reason: str, by: User) -> HandOver:
    family = ListedFamily.objects.locked(by, uid=term.family.uid)
    term.until = timezone.localdate()
    term.save(update_fields=["until"])
    family.version += 1
    family.save(update_fields=["version"])
    row = hold(family, leaving=term.person, holder=holder, reason=reason, by=by)
    tell(Act.FAMILY_HOLD, row, by)
    return row
