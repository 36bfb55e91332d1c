"""Which acts a matter's page offers to whom."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from disputes.models import Matter
from disputes.offers import Offer, Offers


def matter_offers(matter: Matter, user: User) -> Offers:
    """What `user` can do next with an opened matter."""
    out = Offers()
    out.others.append(Offer(_("回执"), reverse("disputes:matter_receipt", args=[matter.uid])))
    return out
