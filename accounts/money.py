"""Money as people type it, in yuan, kept as whole fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = Decimal(10**11)


class MoneyField(forms.DecimalField):
    """Yuan with at most two places; cleans to fen, shows fen as yuan."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=MOST,
            decimal_places=2,
            error_messages={"invalid": _("金额请写数字，最多两位小数。")},
            **kwargs,
        )

    def clean(self, value: Any) -> int | None:
        """Fen; None for nothing."""
        found = super().clean(value.replace(",", "").strip() if isinstance(value, str) else value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        """A kept number of fen as yuan; what somebody typed stays as typed."""
        if isinstance(value, int):
            return f"{value // 100}.{value % 100:02d}".removesuffix(".00")
        return value
