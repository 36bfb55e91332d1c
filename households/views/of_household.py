"""What a form about one household shares: the household fetched inside the reach, its reading."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.templatetags.words import mask_name
from accounts.views.base import VerbPage
from households.models import Household


class OfHousehold(VerbPage):
    """A verb on the household whose uid the address gives (404 outside the reach)."""

    household: Household

    def prepare(self) -> None:
        self.household = Household.objects.select_related("village").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        self.note_reading([self.household], self.household.village_id)

    def home(self) -> str:
        """The household's page."""
        return reverse("households:household_detail", args=[self.household.uid])

    def whose(self) -> str:
        """The household in words, the name masked."""
        return _("%(name)s 家，%(village)s") % {
            "name": mask_name(self.household.head_name),
            "village": self.household.village.name,
        }
