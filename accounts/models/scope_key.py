"""What the database checks scope tokens with."""

from django.db import models

from accounts import walls


class ScopeKey(models.Model):
    """The two padded halves of an HMAC key; only the owner role and the reach functions can
    read them, so the application's own SQL cannot forge a scope (reliability A6, T2)."""

    wall = walls.SECRET

    inner = models.BinaryField(max_length=64)
    outer = models.BinaryField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="scope_key_single")]

    def __str__(self) -> str:
        return "scope key"
