"""Table of contents of campaigns."""

from campaigns import privacy as _privacy  # noqa: F401 - what each field is for
from campaigns.models.campaign import Campaign, Duty  # a county's year and its dated duties
from campaigns.models.day import WorkdayException  # a holiday or a make-up working day
from campaigns.models.division import Division, Level  # a place: province … village
from campaigns.models.pledge import Pledge, PledgeCount  # a 责任状; a village's counted list
from campaigns.models.sheet import Sheet, SheetFile, SheetRow  # a sheet sent; its file, its rows

__all__ = [
    "Campaign",
    "Division",
    "Duty",
    "Level",
    "Pledge",
    "PledgeCount",
    "Sheet",
    "SheetFile",
    "SheetRow",
    "WorkdayException",
]
