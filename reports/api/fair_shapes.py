"""Shapes of vetoes, appeals and recomputation in the API, input and output apart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from reports.models import Appeal, Veto

VETO_STEPS = [
    ("verify", _("核实否决线索")), ("state", _("单位提交陈述")),
    ("decide", _("登记是否否决的决定")), ("lift", _("解除否决")),
]  # fmt: skip
APPEAL_STEPS = [
    ("withdraw", _("单位撤回申诉")), ("accept", _("受理申诉")), ("refuse", _("不予受理申诉")),
    ("review", _("写复核意见")), ("decide", _("作出申诉决定")), ("tell", _("登记已告知单位")),
]  # fmt: skip


def labels(**words: Any) -> dict[str, dict[str, Any]]:
    """extra_kwargs that only name fields."""
    return {name: {"label": label} for name, label in words.items()}


class VetoOut(serializers.ModelSerializer[Veto]):
    """A case of 否决审查, from the hint to its lifting."""

    year = serializers.IntegerField(source="campaign.year", label=_("年度"))
    unit = serializers.IntegerField(source="unit_id", label=_("被审查单位代码"))
    unit_label = serializers.CharField(source="unit.name", label=_("被审查单位"))
    number = serializers.CharField(source="case_number", label=_("否决案号"))
    ground_label = serializers.CharField(source="get_ground_display", label=_("否决情形名称"))
    status_label = serializers.CharField(source="get_status_display", label=_("案件状态名称"))

    class Meta:
        model = Veto
        fields = (
            "uid", "year", "unit", "unit_label", "number", "status", "status_label", "ground",
            "ground_label", "source", "clue", "verify_by", "recorded_at", "finding",
            "verified_at", "told_on", "statement_until", "decide_by", "statement", "heard_how",
            "stated_at", "document_number", "reason", "decided_body", "decided_on",
            "lift_ground", "lifted_number", "lifted_reason", "lifted_on",
        )  # fmt: skip
        extra_kwargs = labels(
            uid=_("否决案件编号"), status=_("案件状态"), ground=_("否决情形"),
            recorded_at=_("线索登记时间"), verified_at=_("核实时间"),
            told_on=_("告知单位听取陈述的日期"), statement=_("单位的陈述意见"),
            heard_how=_("陈述怎样交来"), stated_at=_("陈述交来的时间"),
            decide_by=_("决定期限"), decided_on=_("否决决定日期"), lift_ground=_("解除的情形"),
        )  # fmt: skip


class VetoIn(serializers.Serializer[Any]):
    """A hint."""

    campaign = serializers.IntegerField(label=_("年度工作编号"))
    unit = serializers.IntegerField(label=_("被审查单位代码"))
    ground = serializers.ChoiceField(choices=Veto.Ground.choices, label=_("否决情形"))
    source = serializers.CharField(max_length=60, label=_("线索来源"))  # type: ignore[assignment]
    clue = serializers.CharField(
        max_length=4000, label=_("线索内容"), help_text=_("不写家庭和个人姓名")
    )


class VetoStepIn(serializers.Serializer[Any]):
    """The next step of a case; the fields of that step."""

    do = serializers.ChoiceField(choices=VETO_STEPS, label=_("办哪一步"))
    founded = serializers.BooleanField(required=False, label=_("线索查实"))
    finding = serializers.CharField(max_length=4000, required=False, label=_("核实情况"))
    told_on = serializers.DateField(required=False, label=_("告知单位听取陈述的日期"))
    statement = serializers.CharField(max_length=8000, required=False, label=_("单位的陈述意见"))
    vetoed = serializers.BooleanField(required=False, label=_("予以否决"))
    document_number = serializers.CharField(max_length=60, required=False, label=_("决定文号"))
    reason = serializers.CharField(max_length=4000, required=False, label=_("责任认定"))
    decided_body = serializers.CharField(max_length=60, required=False, label=_("决定机关"))
    decided_on = serializers.DateField(required=False, label=_("否决决定日期"))
    lift_ground = serializers.ChoiceField(
        choices=Veto.LiftGround.choices, required=False, label=_("解除的情形")
    )
    lifted_number = serializers.CharField(max_length=60, required=False, label=_("解除文号"))
    lifted_reason = serializers.CharField(max_length=4000, required=False, label=_("解除理由"))
    lifted_on = serializers.DateField(required=False, label=_("解除日期"))


class AppealOut(serializers.ModelSerializer[Appeal]):
    """An appeal with its clock and its result."""

    year = serializers.IntegerField(source="campaign.year", label=_("年度"))
    unit = serializers.IntegerField(source="unit_id", label=_("申诉单位代码"))
    unit_label = serializers.CharField(source="unit.name", label=_("申诉单位"))
    run = serializers.UUIDField(
        source="run.uid", allow_null=True, default=None, label=_("申诉的考核结果")
    )
    veto = serializers.UUIDField(
        source="veto.uid", allow_null=True, default=None, label=_("申诉的否决案件")
    )
    revision = serializers.UUIDField(
        source="revision.uid", allow_null=True, default=None, label=_("更正稿")
    )
    status_label = serializers.CharField(source="get_status_display", label=_("申诉状态名称"))
    outcome_label = serializers.CharField(source="get_outcome_display", label=_("申诉结果名称"))

    class Meta:
        model = Appeal
        fields = (
            "uid", "receipt", "year", "unit", "unit_label", "level", "code", "run", "veto",
            "published", "text", "points_then", "points_wanted", "filed_on", "window_until",
            "reply_by", "status", "status_label", "refusal", "withdrawn_at", "withdrawn_reason",
            "opinion", "outcome",
            "outcome_label", "decision", "points_ruled", "decided_on", "revision", "told_how",
            "told_on",
        )  # fmt: skip
        extra_kwargs = labels(
            uid=_("申诉编号"), receipt=_("申诉回执号"), level=_("单位级别"),
            code=_("申诉的指标"), text=_("申诉的请求和理由"), points_then=_("申诉时的得分"),
            filed_on=_("提出日期"), status=_("申诉状态"), withdrawn_at=_("撤回时间"),
            outcome=_("申诉结果"), decision=_("申诉决定和理由"), decided_on=_("申诉决定日期"),
            told_how=_("决定的告知方式"), told_on=_("决定的告知日期"),
        )  # fmt: skip


class AppealIn(serializers.Serializer[Any]):
    """An appeal against a line (run, unit, code) or against a veto."""

    run = serializers.UUIDField(required=False, label=_("申诉的考核结果"))
    unit = serializers.IntegerField(required=False, label=_("申诉单位代码"))
    code = serializers.CharField(max_length=12, required=False, label=_("申诉的指标"))
    veto = serializers.UUIDField(
        required=False, label=_("申诉的否决案件"), help_text=_("写了这一项，就不写结果、单位和指标")
    )
    text = serializers.CharField(max_length=8000, label=_("申诉的请求和理由"))
    wanted = serializers.DecimalField(
        max_digits=6, decimal_places=2, required=False, label=_("请求得分")
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        line = {"run", "unit", "code"} & set(attrs)
        if ("veto" in attrs) == bool(line) or (line and len(line) < 3):
            raise serializers.ValidationError("写明 run、unit、code，或者 veto。")
        return attrs


class AppealStepIn(serializers.Serializer[Any]):
    """The next step of an appeal; the fields of that step."""

    do = serializers.ChoiceField(choices=APPEAL_STEPS, label=_("办哪一步"))
    withdrawn_reason = serializers.CharField(max_length=300, required=False, label=_("撤回的理由"))
    refusal = serializers.CharField(max_length=2000, required=False, label=_("不予受理的理由"))
    opinion = serializers.CharField(max_length=4000, required=False, label=_("复核意见"))
    # No choice: the verb says in a sentence what may be chosen.
    outcome = serializers.CharField(
        max_length=8, required=False, label=_("申诉结果"),
        help_text=_("upheld 支持、partly 部分支持、rejected 不支持"),
    )  # fmt: skip
    points = serializers.DecimalField(
        max_digits=6, decimal_places=2, required=False, label=_("决定得分")
    )
    decision = serializers.CharField(max_length=4000, required=False, label=_("申诉决定和理由"))
    told_how = serializers.CharField(max_length=60, required=False, label=_("决定的告知方式"))
    told_on = serializers.DateField(required=False, label=_("决定的告知日期"))


class ConsultIn(serializers.Serializer[Any]):
    """For how many working days."""

    workdays = serializers.IntegerField(min_value=1, max_value=30)


class DifferenceOut(serializers.Serializer[Any]):
    """What is kept and what came out."""

    unit = serializers.IntegerField()
    code = serializers.CharField()
    what = serializers.CharField()
    kept = serializers.CharField()
    again = serializers.CharField()


class RecomputedOut(serializers.Serializer[Any]):
    """A result computed again from its snapshot."""

    same = serializers.BooleanField()
    digest = serializers.CharField()
    again = serializers.CharField()
    result = serializers.CharField()
    result_again = serializers.CharField()
    count = serializers.IntegerField()
    sheets = serializers.IntegerField()
    lines = serializers.IntegerField()
    differences = DifferenceOut(many=True)
