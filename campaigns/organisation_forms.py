"""Shapes of input of the organisation; the verbs decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.money import MoneyField
from campaigns.forms import day_field, file_field
from campaigns.models import Attendance, Meeting, MemberUnit, Seat
from campaigns.network_forms import phone_field, reason_field
from campaigns.transitions.meeting import Came

if TYPE_CHECKING:
    UnitChoice = forms.ModelChoiceField[MemberUnit]
else:
    UnitChoice = forms.ModelChoiceField

OFFICE = _("只填办公电话，不填私人号码。")


class MemberUnitForm(forms.Form):
    """A department taken into the group."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("全称"), max_length=40, help_text=_("例如：沛县公安局。"))
    short_name = forms.CharField(label=_("简称"), max_length=16, help_text=_("例如：公安局。"))
    kind = forms.ChoiceField(
        label=_("类别"), choices=MemberUnit.Kind.choices, widget=forms.RadioSelect
    )
    since = day_field(_("加入日期"))


class MemberUnitEditForm(MemberUnitForm):
    """Correct name or kind."""

    client_uuid = since = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    """A unit leaves the group."""

    ended_on = day_field(_("退出日期"))
    reason = reason_field(_("退出原因"), _("例如：机构改革，职责划入社会工作部。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SeatForm(forms.Form):
    """Somebody takes a post."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    post = forms.ChoiceField(label=_("职责"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("姓名"), max_length=20)
    title = forms.CharField(
        label=_("职务"), max_length=40, required=False, help_text=_("例如：县委副书记。")
    )
    represents = UnitChoice(
        queryset=MemberUnit.objects.none(), label=_("代表哪个成员单位"), required=False
    )
    office_phone = phone_field(required=False, help_text=OFFICE)
    since = day_field(_("到任日期"))

    def __init__(self, *args: Any, posts: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice, unit = self.fields["post"], self.fields["represents"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        choice.choices = [(p.value, p.label) for p in posts]
        if units is None:
            del self.fields["represents"]
        else:
            unit.queryset = units


class SeatEndForm(forms.Form):
    """Somebody leaves a post; the next one may begin the day after."""

    until = day_field(_("最后一天"))
    reason = reason_field(_("离任原因"), _("例如：工作调动。"))
    next_name = forms.CharField(
        label=_("接任人"),
        max_length=20,
        required=False,
        help_text=_("已经明确的填上，从第二天起接任；没有的空着，以后再登记。"),
    )
    next_title = forms.CharField(label=_("接任人职务"), max_length=40, required=False)
    next_phone = phone_field(required=False, help_text=OFFICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_phone"].label = _("接任人办公电话")


class GroupForm(forms.Form):
    """A leading group of one's own unit."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("名称"), max_length=40)
    office_at = forms.CharField(
        label=_("办公室设在"), max_length=40, required=False, help_text=_("例如：县妇联。")
    )
    paper_number = forms.CharField(
        label=_("成立文件"),
        max_length=40,
        required=False,
        help_text=_("例如：沛委办〔2025〕16号。"),
    )
    meetings_a_year = forms.IntegerField(
        label=_("每年开几次会"),
        min_value=1,
        max_value=12,
        initial=2,
        help_text=_("细则要求至少两次；按季度开的填 4。"),
    )
    set_up_on = day_field(_("成立日期"))


class GroupEditForm(GroupForm):
    """Correct what is said about a group."""

    client_uuid = set_up_on = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class GroupEndForm(forms.Form):
    """Give a group up."""

    ended_on = day_field(_("撤销日期"))
    reason = reason_field(_("撤销原因"), _("例如：与平安建设领导小组合并。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class MeetingEditForm(forms.Form):
    """Correct the words of a meeting, or add a file."""

    kind = forms.ChoiceField(
        label=_("会议形式"), choices=Meeting.Kind.choices, widget=forms.RadioSelect
    )
    held_at = forms.CharField(label=_("地点"), max_length=40)
    topic = forms.CharField(label=_("议题"), max_length=80)
    minutes = forms.CharField(
        label=_("纪要"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("议了什么、定了什么、谁来办；不写具体家庭的情况。"),
    )
    file = file_field(_("签到表、纪要原件"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class MeetingForm(MeetingEditForm):
    """A meeting that was held, with a line for each seat."""

    version = None  # type: ignore[assignment]
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    held_on = day_field(_("日期"))
    field_order = ("client_uuid", "kind", "held_on", "held_at", "topic", "minutes", "file")

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[f"seat-{seat.uid}"] = forms.ChoiceField(
                label=f"{seat.get_post_display()} {seat.name}",
                choices=Attendance.How.choices,
                initial=Attendance.How.PRESENT,
            )
            self.fields[f"note-{seat.uid}"] = forms.CharField(
                label=_("代会人或缺席原因"), max_length=40, required=False
            )

    def lines(self) -> list[tuple[Any, Any]]:
        """The two fields of each seat."""
        return [(self[f"seat-{s.uid}"], self[f"note-{s.uid}"]) for s in self.seats]

    def plain(self) -> list[Any]:
        """The other fields that are shown."""
        return [f for f in self.visible_fields() if not f.name.startswith(("seat-", "note-"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        came = {}
        for seat in self.seats:
            how = data.pop(f"seat-{seat.uid}", "")
            came[seat] = Came(how or "", data.pop(f"note-{seat.uid}", "") or "")
        return data | {"came": came}


class FundForm(forms.Form):
    """What a unit has for a year."""

    planned = MoneyField(label=_("预算（元）"), required=True)
    budget_paper = forms.CharField(
        label=_("预算文件"), max_length=60, help_text=_("例如：沛财〔2026〕12号。")
    )
    decided_on = day_field(_("下达日期"))


class FundEditForm(FundForm):
    """More or less money."""

    reason = reason_field(_("调整原因"), _("例如：年中追加。"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SpendForm(forms.Form):
    """A sum spent."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    amount = MoneyField(label=_("金额（元）"), required=True)
    purpose = forms.CharField(label=_("用途"), max_length=80, help_text=_("例如：印制宣传单。"))
    spent_on = day_field(_("日期"))
    receipt_number = forms.CharField(label=_("票据号"), max_length=40, required=False)
    over_words = forms.CharField(
        label=_("超支说明"),
        max_length=120,
        required=False,
        help_text=_("超出预算才填：为什么、从哪里列支。"),
    )
    file = file_field(_("票据"))


class ShowPointForm(forms.Form):
    """A demonstration point of one's own unit."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("名称"), max_length=40)
    what_for = forms.CharField(
        label=_("示范什么"), max_length=120, help_text=_("例如：家庭议事会、邻里调解。")
    )
    since = day_field(_("从哪天起"))


class ShowPointEndForm(forms.Form):
    """A point is given up."""

    until = day_field(_("撤销日期"))
    reason = reason_field(_("撤销原因"), _("例如：场所改作他用。"))
