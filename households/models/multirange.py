"""Days that need not hang together (a month with a hole in it), as PostgreSQL's datemultirange."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db import models
from django.db.models import F, Func, Value
from psycopg.types.multirange import DateMultirange
from psycopg.types.range import DateRange

from households.models.cadence import Days


def alone(number: str) -> Func:
    """A number's field as a range of itself, so that an exclusion needs no extension (design 4)."""
    return Func(
        F(number),
        F(number),
        Value("[]"),
        function="int8range",
        output_field=BigIntegerRangeField(),
    )


def from_to(first: str, last: str) -> Func:
    """Two fields as the range of days they begin and end, both included."""
    return Func(F(first), F(last), Value("[]"), function="daterange", output_field=DateRangeField())


class DateMultirangeField(models.Field):  # type: ignore[type-arg]
    """Half-open ranges of days in order; empty when no day is left."""

    empty_strings_allowed = False

    def db_type(self, connection: Any) -> str:
        return "datemultirange"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Days | None:
        """As pairs of days."""
        return None if value is None else tuple((one.lower, one.upper) for one in value)

    def get_prep_value(self, value: Any) -> Any:
        """As psycopg's type."""
        if value is None or isinstance(value, DateMultirange):
            return value
        return DateMultirange([DateRange(low, high) for low, high in value])


@DateMultirangeField.register_lookup
class Holds(models.Lookup):  # type: ignore[type-arg]
    """`days__holds=day`: the day is one of them."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}::date", [*left_params, *right_params]

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, Any]:
        """The day as it is; the field would take it for days."""
        return "%s", [value]
