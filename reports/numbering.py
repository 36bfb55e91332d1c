"""Numbers without gaps within a campaign: cases of 否决审查, receipts of appeals."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from accounts import locks
from campaigns.models import Campaign


def next_number(model: Any, campaign: Campaign) -> int:
    """The next number of `model` in the campaign; held until the transaction ends, so that a
    number that was not used after all is given to the next."""
    locks.hold(f"{model._meta.label_lower}:{campaign.pk}")
    last = model.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
