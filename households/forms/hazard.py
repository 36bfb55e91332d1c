"""Shapes of input of hazards (domain J2, 重大隐患专报)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Division
from households.forms.moment import moment_field
from households.models import Hazard

DANGERS = [
    (Hazard.Danger.LIFE, _("可能出人命")),
    (Hazard.Danger.INJURY, _("可能伤人\n扬言动手、动过器械、有人受伤")),
    (Hazard.Danger.ARSON, _("可能纵火")),
    (Hazard.Danger.SELF, _("可能自伤、轻生")),
]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HazardOpenForm(forms.Form):
    """The first word of a hazard; the form itself may follow within the two hours."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    village = forms.TypedChoiceField(label=_("哪个村（社区）"), coerce=int, choices=())
    known_at = moment_field(
        _("什么时候知道的"), help_text=_("两小时、一天两个时限都从这一刻起算。")
    )
    dangers = forms.MultipleChoiceField(
        label=_("什么危险"), choices=DANGERS, widget=forms.CheckboxSelectMultiple
    )
    reporter = forms.CharField(
        label=_("谁反映的"),
        max_length=60,
        required=False,
        help_text=_("加密保存，只有承办人看得到，依法为反映人保密。"),
    )

    def __init__(self, *args: Any, villages: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(villages) == 1:
            self.fields["village"].widget = forms.HiddenInput()
            self.fields["village"].initial = villages[0].code
        field = self.fields["village"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(v.code, v.name) for v in villages]


class HazardCallForm(forms.Form):
    """The telephone report."""

    called_at = moment_field(_("什么时候打的电话"))
    unit = forms.CharField(
        label=_("打给哪个单位"), max_length=60, help_text=_("比如：五段镇妇联、派出所。")
    )
    person = forms.CharField(label=_("谁接的"), max_length=40)


class HazardForm(forms.Form):
    """重大隐患专报."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    dangers = forms.MultipleChoiceField(
        label=_("什么危险"), choices=DANGERS, widget=forms.CheckboxSelectMultiple
    )
    occurred_at = moment_field(_("什么时候发生的"), required=False, help_text=_("还没发生的留空。"))
    place = forms.CharField(label=_("地点"), max_length=120, help_text=_("到组到户。"))
    persons = forms.CharField(
        label=_("涉及人员"), max_length=500, widget=_lines(2), help_text=_("谁、和户主什么关系。")
    )
    course = forms.CharField(label=_("经过"), max_length=2000, widget=_lines(4))
    protected = forms.BooleanField(
        label=_("受害人是未成年人，或无、限制民事行为能力人"),
        required=False,
        help_text=_("依法必须马上报警。反映人由系统保密，只有承办人看得到。"),
    )
    police_at = moment_field(_("什么时候报的警"), required=False)
    police_unit = forms.CharField(label=_("向哪里报的警"), max_length=60, required=False)
    measures = forms.CharField(label=_("已采取措施"), max_length=2000, widget=_lines(3))
    next_steps = forms.CharField(
        label=_("下一步"), max_length=2000, widget=_lines(2), help_text=_("谁、做什么、什么时候。")
    )
    support = forms.CharField(
        label=_("请求支持"), max_length=1000, required=False, widget=_lines(2)
    )
    signed_by = forms.CharField(label=_("签发人"), max_length=40)


class HazardNoteForm(forms.Form):
    """A follow-up in words."""

    text = forms.CharField(
        label=_("现在的情况"),
        max_length=2000,
        widget=_lines(5),
        help_text=_("比如：双方已分开，派出所已训诫，孩子在外婆家，明天再上门。"),
    )


class HazardReasonForm(forms.Form):
    """Why the hazard may end, may not yet, or is given back."""

    reason = forms.CharField(label=_("理由"), max_length=1000, widget=_lines(3))


class HazardEndForm(HazardReasonForm):
    """The confirmed end."""

    ending = forms.ChoiceField(
        label=_("怎么结束"),
        choices=[
            (Hazard.Ending.LIFTED, _("险情解除\n已核实，危险不再有")),
            (Hazard.Ending.MISTAKE, _("误报\n没有这回事，不计入任何统计，经过保留")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("ending", "reason")
