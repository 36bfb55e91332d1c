"""Where a matter lies, once it is known better than at the door."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from campaigns.models import Division
from disputes.models import Matter
from disputes.transitions.matter import change


def move(matter: Matter, place: Division) -> None:
    """The matter and everything that hangs on it and keeps its place; the caller is the system and
    holds the matter's lock. Not for a matter in mediation, whose village stands."""
    for model in _hanging():
        rows = model._default_manager.filter(matter=matter)
        rows.update(place=place)
    change(matter, place=place)


def _hanging() -> list[type[models.Model]]:
    """Tables of the shelf that keep the place in a column of that name."""
    walled = (
        (model, getattr(model, "wall", None))
        for model in apps.get_app_config("disputes").get_models()
    )
    return [
        model
        for model, wall in walled
        if wall and wall.matters == ("matter_id",) and wall.column == "place_id"
    ]
