"""Reads of parties."""

from __future__ import annotations

import contextlib

from django.db.models import Q
from django.utils import timezone

from accounts.identity import NotValid, read_id
from accounts.models import User
from accounts.vault import id_hash
from disputes.models import Party
from households.models import Household, Member

OFFERED_MOST = 6


def homes_for(user: User, village: int, *, name: str, number: str = "") -> list[Household]:
    """Households of the village's own register a party may belong to: by her ID number, else by
    her name. Another village's register is not looked into (T3)."""
    known = Q(name=name.strip())
    if number:
        with contextlib.suppress(NotValid):
            known |= Q(id_hash=id_hash(read_id(number, timezone.localdate()).number))
    members = Member.objects.visible_to(user).present().filter(known, village_id=village)
    rows = Household.objects.visible_to(user).filter(pk__in=members.values("household"))
    return list(rows.order_by("number")[:OFFERED_MOST])


def of_dispute(user: User, uid: object) -> Party:
    """One party with her dispute, or 404."""
    rows = Party.objects.select_related("dispute__village__parent", "dispute__matter", "household")
    return rows.filter(dispute__isnull=False).fetch(user, uid=uid)
