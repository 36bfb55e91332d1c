"""Shapes of what follows an order, a warning, a stay and an opening in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from disputes.api.protection_shapes import VersionIn
from disputes.models import MatterOpening, ProtectionOrder

WORDS = 2000


def _evidence() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.ChoiceField(choices=ProtectionOrder.Evidence.choices)
    )


class OrderApplyIn(VersionIn):
    """登记已申请."""

    applied_at = serializers.DateTimeField()
    urgent = serializers.BooleanField(default=False)
    evidence = _evidence()


class OrderGrantIn(VersionIn):
    """登记裁定."""

    decided_on = serializers.DateField()
    number = serializers.CharField(max_length=60)
    measures = serializers.ListField(
        child=serializers.ChoiceField(choices=ProtectionOrder.Measure.choices)
    )
    months = serializers.IntegerField(min_value=1, max_value=6)


class OrderRefuseIn(VersionIn):
    """登记驳回."""

    decided_on = serializers.DateField()
    words = serializers.CharField(max_length=WORDS)


class OrderWordsIn(VersionIn):
    """撤回申请."""

    words = serializers.CharField(max_length=WORDS)


class OrderServeIn(VersionIn):
    """登记送达; at least one day."""

    served_applicant_on = serializers.DateField(required=False)
    served_respondent_on = serializers.DateField(required=False)
    served_police_on = serializers.DateField(required=False)
    served_village_on = serializers.DateField(required=False)


class OrderExtendIn(VersionIn):
    """申请延长、变更."""

    applicant = serializers.ChoiceField(choices=ProtectionOrder.Applicant.choices)
    court = serializers.CharField(max_length=60)


class OrderRevokeIn(VersionIn):
    """登记撤销."""

    on = serializers.DateField()
    words = serializers.CharField(max_length=WORDS)


class OrderDayIn(VersionIn):
    """登记申请复议."""

    on = serializers.DateField()


class OrderBreachIn(VersionIn):
    """登记违反情况."""

    happened_on = serializers.DateField()
    words = serializers.CharField(max_length=WORDS)
    police_told_at = serializers.DateTimeField()
    station = serializers.CharField(max_length=60)
    result = serializers.CharField(max_length=WORDS, required=False, allow_blank=True)


class WarningVisitIn(VersionIn):
    """登记查访."""

    visited_on = serializers.DateField()
    visitors = serializers.CharField(max_length=80)
    found = serializers.CharField(max_length=WORDS)


class StayLeaveIn(VersionIn):
    """登记离开庇护."""

    left_on = serializers.DateField()
    exit_plan = serializers.CharField(max_length=WORDS)


class AskedIn(VersionIn):
    """伤情鉴定、法律援助."""

    body = serializers.CharField(max_length=60)
    asked_on = serializers.DateField()


class AskedResultIn(VersionIn):
    """鉴定意见、援助结果."""

    result_on = serializers.DateField()
    result = serializers.CharField(max_length=WORDS)


class OpeningReviewIn(serializers.Serializer[Any]):
    """复核打开."""

    verdict = serializers.ChoiceField(choices=MatterOpening.Verdict.choices)
    words = serializers.CharField(max_length=WORDS)


class EmergencyIn(serializers.Serializer[Any]):
    """紧急打开: a receipt code, or a village with a name or an ID number."""

    reason = serializers.CharField(max_length=WORDS)
    code = serializers.CharField(max_length=40, required=False, allow_blank=True)
    village = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=40, required=False, allow_blank=True)
    id_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
