"""What shapes of input of disputes share."""

from __future__ import annotations

from rest_framework import serializers

from disputes.models import Dispute


class VersionIn(serializers.Serializer[Dispute]):
    """version: of the record the caller read; left out, it is not checked."""

    version = serializers.IntegerField(required=False)


class AnswersField(serializers.DictField):
    """Answers to the gate's warnings, by rule."""

    child = serializers.CharField(max_length=2000)
