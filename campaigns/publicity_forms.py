"""Shapes of input of publicity, training, bulletins and papers; the verbs decide what holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from campaigns.forms import day_field
from campaigns.models import Achievement, Activity, Adoption, Occasion
from campaigns.network_forms import reason_field

OCCASIONS = [("", _("不属于")), *Occasion.choices]
TRAINED = [
    (Role.VILLAGE_MEDIATOR.value, _("村调解员")),
    (Role.TOWNSHIP_FEDERATION.value, _("乡镇妇联")),
    (Role.COUNTY_FEDERATION.value, _("县妇联")),
]


def file_field(label: Any, hint: Any = "", accept: str = "image/*,application/pdf") -> Any:
    """A photo or a PDF."""
    return forms.FileField(
        label=label,
        help_text=hint,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accept}),
    )


class ActivityForm(forms.Form):
    """An activity after it took place; one screen of a phone."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    day = day_field(_("哪天"))
    theme = forms.CharField(
        label=_("主题"), max_length=60, help_text=_("例如：家庭教育促进法进社区。")
    )
    occasion = forms.ChoiceField(
        label=_("属于哪个集中宣传日"),
        choices=OCCASIONS,
        required=False,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("形式"), choices=Activity.Kind.choices, widget=forms.RadioSelect
    )
    venue = forms.CharField(label=_("地点"), max_length=60)
    people = forms.IntegerField(label=_("受众人数"), min_value=1, max_value=1_000_000)
    materials = forms.IntegerField(
        label=_("发放资料（份）"), min_value=0, max_value=1_000_000, initial=0
    )
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        help_text=_("集中宣传要有照片才算一次；现在没有，登记后再加。不拍孩子的脸。"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class PhotoForm(forms.Form):
    """A photo more."""

    file = file_field(_("照片"), _("不拍孩子的脸，不拍身份证件。"), "image/*")


class DropForm(forms.Form):
    """Which photo goes."""

    file = forms.ChoiceField(label=_("撤下哪一张"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = files


class TakeBackForm(forms.Form):
    """Why a record is taken back."""

    reason = reason_field(_("为什么撤回"), _("例如：日期写错，另行登记。"))


class WithdrawForm(TakeBackForm):
    """The same of something with a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """Nothing but the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BulletinIssueForm(VersionForm):
    """When it went out."""

    issued_on = day_field(_("印发日期"), required=False)


class WindowForm(forms.Form):
    """How near a fixed date an activity must lie."""

    before = forms.IntegerField(label=_("提前几天"), min_value=0, max_value=20)
    after = forms.IntegerField(
        label=_("之后几天"),
        min_value=0,
        max_value=20,
        help_text=_("只管以后登记的；已登记的不变。"),
    )


class TrainingForm(forms.Form):
    """A training, and who should come to it."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    day = day_field(_("哪天"))
    topic = forms.CharField(label=_("内容"), max_length=60)
    teacher = forms.CharField(label=_("授课人"), max_length=40)
    venue = forms.CharField(label=_("地点"), max_length=60)
    roles = forms.MultipleChoiceField(
        label=_("应参训的岗位"),
        choices=TRAINED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("本辖区当天在任的人都列入应参训名单。"),
    )
    names = forms.CharField(
        label=_("没有账号的人"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("网格员、执委等，一行一个姓名。"),
    )


class AttendanceForm(forms.Form):
    """Who came."""

    came = forms.TypedMultipleChoiceField(
        label=_("参加的人"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["came"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = people


class BulletinForm(forms.Form):
    """The text of a bulletin."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("标题"), max_length=60)
    body = forms.CharField(
        label=_("正文"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一段一行。不写家庭和当事人的姓名、住址。"),
    )
    editor = forms.CharField(label=_("编辑"), max_length=20)
    report_to = forms.CharField(label=_("报"), max_length=120, required=False)
    send_to = forms.CharField(label=_("送"), max_length=120, required=False)
    copy_to = forms.CharField(label=_("发"), max_length=120, required=False)
    copies = forms.IntegerField(label=_("印发份数"), min_value=0, max_value=5000, initial=0)


class BulletinEditForm(BulletinForm):
    """Correct a draft."""

    client_uuid = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)


class AdoptForm(forms.Form):
    """A body above adopted it."""

    level = forms.TypedChoiceField(
        label=_("哪一级采用"), choices=Adoption.Level.choices, coerce=int, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=_("采用单位"), max_length=40, help_text=_("单位或刊物，例如：市妇联《妇女信息》。")
    )
    day = day_field(_("采用日期"))
    proof = file_field(_("采用证明"), _("刊登的那一页，照片或 PDF。"))

    def __init__(self, *args: Any, below: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [c for c in Adoption.Level.choices if c[0] < below]


class AdoptionBackForm(TakeBackForm):
    """Which adoption was a mistake."""

    adoption = forms.ChoiceField(label=_("哪一条"), widget=forms.RadioSelect)
    field_order = ("adoption", "reason")

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["adoption"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = rows


class AchievementForm(forms.Form):
    """A paper or a contest."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("类型"), choices=Achievement.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("题目"), max_length=80)
    day = day_field(_("完成日期"))
    authors = forms.CharField(
        label=_("作者"), max_length=80, required=False, help_text=_("调研文章填。")
    )
    entries = forms.IntegerField(
        label=_("参赛作品（件）"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("竞赛活动填。"),
    )
    places = forms.CharField(
        label=_("名次"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("竞赛活动填，一行一个：一等奖 某村代表队。"),
    )
