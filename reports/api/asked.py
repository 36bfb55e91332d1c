"""What a document sent to the API names, as the sender may see it."""

from __future__ import annotations

from django.http import Http404

from accounts.models import User
from campaigns.models import Campaign


def campaign_asked(user: User, pk: int) -> Campaign:
    """The year of one's own county with this key; 404 for any other."""
    posting = user.main_posting
    rows = Campaign.objects.for_place(posting.division.code if posting else 0)
    found = rows.select_related("county").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
