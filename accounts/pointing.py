"""What in the database points at a row."""

from __future__ import annotations

from typing import Any

from django.db import models


def pointing_at(
    model: type[models.Model],
) -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    """(model, foreign key) of everything that points at `model`, also where the key names no way
    back (related_name "+"), which `related_objects` leaves out."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            below: Any = relation.related_model
            column: Any = relation.field  # type: ignore[union-attr]
            found.append((below, column))
    return found
