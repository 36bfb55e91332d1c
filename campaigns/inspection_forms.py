"""Shapes of input of inspections, problems, circulars and the ladder; the verbs decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from campaigns.models import (
    Campaign,
    Circular,
    CircularEntry,
    Division,
    Finding,
    Inspection,
    InspectionTarget,
    LadderStep,
    Level,
)
from campaigns.models.inspection import PHOTOS_OWED_MOST
from campaigns.task_forms import FilesField, UnitField, text, units_of
from campaigns.transitions.circular import Naming
from campaigns.transitions.inspection import pool

# Shipped checklists [C]; a round may change them before it is made.
VILLAGE_ITEMS = """责任状已签订并公示|考核细则1.1
台账齐全，与系统一致|考核细则3.4
值班电话能打通，有人接|考核细则2.3
妇女之家按时开放|考核细则2.3
入户宣传有记录|考核细则2.1
调解室有场地、有制度、有记录|考核细则4.1"""
HOME_ITEMS = """知道平安家庭创建|知晓率
收到过宣传材料或参加过活动|参与率
知道12338和110|知晓率
今年村里有人上门走访过|考核细则2.1
对村里的服务满意|满意率"""
TICK = [("yes", _("符合")), ("no", _("不符合")), ("na", _("不适用"))]


class InspectionForm(forms.Form):
    """A round with its checklist."""

    kind = forms.ChoiceField(
        label=_("方式"), widget=forms.RadioSelect, choices=Inspection.Kind.choices
    )
    title = forms.CharField(label=_("名称"), max_length=60)
    starts = day_field(_("开始"))
    ends = day_field(_("结束"))
    village_items = text(
        _("村（社区）检查项"), 4000, 8, help_text=_("一行一项，竖线后写依据。定下以后不能改。")
    )
    home_items = text(
        _("入户检查项"),
        4000,
        6,
        help_text=_("只问知晓、参与、满意和服务，不问家里的矛盾，不涉及在册信息。"),
    )


class SealForm(forms.Form):
    """How many are drawn."""

    villages = forms.IntegerField(label=_("每组抽几个村"), min_value=1, max_value=50)
    by_township = forms.BooleanField(
        label=_("按镇（街道）分组"), required=False, help_text=_("每个镇都抽到；不勾就全县一组。")
    )
    people = forms.IntegerField(label=_("每村几名检查人员"), min_value=1, max_value=2)
    most = forms.IntegerField(label=_("每人最多几个村"), min_value=1, max_value=50)
    homes = forms.IntegerField(label=_("每村抽几户"), min_value=0, max_value=50)
    reason = text(_("重抽的原因"), 300, 2, required=False, help_text=_("第一次抽取不用填。"))


class PublicNumberForm(forms.Form):
    """A number made in public after the seal."""

    public_words = forms.CharField(
        label=_("现场公开数"),
        max_length=40,
        required=False,
        help_text=_("封存以后当众产生的数，例如当天的彩票号、掷骰子的点数；没有就空着。"),
    )


class DrawForm(PublicNumberForm):
    """Open the seal."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PersonChoice(forms.ChoiceField):
    """A person of the pool."""


class AssignForm(forms.Form):
    """A village named by hand."""

    village = forms.ChoiceField(label=_("村（社区）"))
    inspector = PersonChoice(label=_("检查人员"))
    partner = PersonChoice(label=_("同行人员"), required=False)

    def __init__(self, *args: Any, county: Division, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = Division.objects.below(county, Level.VILLAGE).current().select_related("parent")
        self.fields["village"].choices = [  # type: ignore[attr-defined]
            (str(v.code), f"{v.parent.name if v.parent else ''} {v.name}") for v in villages
        ]
        people = [(str(p.pk), f"{p.name}（{place.name}）") for p, place in pool(county)]
        self.fields["inspector"].choices = people  # type: ignore[attr-defined]
        self.fields["partner"].choices = [("", _now("没有")), *people]  # type: ignore[attr-defined]


def owed_field() -> forms.IntegerField:
    """How many photos she took and adds later; nothing typed is none."""
    return forms.IntegerField(
        label=_("还有几张照片要补"),
        min_value=0,
        max_value=PHOTOS_OWED_MOST,
        required=False,
        help_text=_("现场拍了、这次没有交上来的；交了以后在待办里一张一张补。没有就空着。"),
    )


class AnswerForm(forms.Form):
    """A checklist: each item with its answer and words."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    visited_on = day_field(_("检查日期"))

    def __init__(self, *args: Any, target: InspectionTarget, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in target.items:
            ground = f"（{item['ground']}）" if item["ground"] else ""
            self.fields[f"answer_{item['code']}"] = forms.ChoiceField(
                label=f"{item['code']}. {item['words']}{ground}",
                choices=TICK,
                widget=forms.RadioSelect,
                error_messages={"required": _("请选一项。")},
            )
            words = forms.CharField(label=_("情况"), max_length=200, required=False)
            words.when = f"answer_{item['code']}=no"  # type: ignore[attr-defined]
            words.needed = True  # type: ignore[attr-defined]
            self.fields[f"words_{item['code']}"] = words
        self.fields["words"] = text(_("总的情况"), 1000, 3, required=False)
        self.fields["photos_owed"] = owed_field()

    def answers(self) -> dict[str, dict[str, str]]:
        """By the item's code."""
        return answers_of(self.cleaned_data)


def answers_of(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """answer_1, words_1 … as one entry for each item."""
    out = {}
    for name, value in data.items():
        if name.startswith("answer_"):
            code = name.removeprefix("answer_")
            out[code] = {"answer": value, "words": data.get(f"words_{code}", "")}
    return out


class PhotoForm(forms.Form):
    """A photo of the spot."""

    photo = FilesField(label=_("选照片"), only_photos=True)


class InspectionCloseForm(forms.Form):
    """The round ends."""

    words = text(_("结束说明"), 300, 2)
    version = forms.IntegerField(widget=forms.HiddenInput)


class FindingForm(forms.Form):
    """A problem of one unit."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    holder = UnitField(label=_("单位"))
    words = text(_("发现问题"), 500, 3, help_text=_("写单位的问题，不写哪一户、哪个人家的事。"))
    ground = forms.CharField(label=_("依据"), max_length=200)
    responsible = forms.CharField(label=_("责任人"), max_length=40, required=False)
    found_on = day_field(_("发现日期"))
    origin = forms.CharField(label=_("来源"), max_length=60, required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, UnitField)
        field.offer(all_units(campaign), empty=_now("请选"))


def all_units(campaign: Campaign) -> list[Any]:
    """Member units, townships and villages of the county."""
    villages = Division.objects.below(campaign.county, Level.VILLAGE).current()
    return [*units_of(campaign), *((f"d{v.code}", v) for v in villages)]


class OrderForm(forms.Form):
    """Problems of one unit in one paper."""

    findings = forms.MultipleChoiceField(
        label=_("问题"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一份通知书只给一个单位。"),
    )
    asked = text(_("整改要求"), 500)
    due_on = day_field(_("整改时限"))

    def __init__(self, *args: Any, waiting: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = [  # type: ignore[attr-defined]
            (str(f.uid), f"{f.holder}：{f.words}") for f in waiting
        ]


class RectifyForm(forms.Form):
    """What was done, with photos in pairs."""

    words = text(_("整改情况"), 1000, 4)
    done_on = day_field(_("整改日期"))
    before = FilesField(
        label=_("整改前照片"),
        required=False,
        only_photos=True,
        help_text=_("检查时已拍的不用再传。"),
    )
    after = FilesField(label=_("整改后照片"), only_photos=True, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecheckForm(forms.Form):
    """Looked at again."""

    passed = forms.ChoiceField(
        label=_("复查结果"),
        widget=forms.RadioSelect,
        choices=[("yes", _("已整改，销号")), ("no", _("未整改，按标准扣分"))],
    )
    words = text(_("复查情况"), 1000)
    next_due = day_field(_("新的整改时限"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_due"].when = "passed=no"  # type: ignore[attr-defined]
        self.fields["next_due"].needed = True  # type: ignore[attr-defined]


class ScaleForm(forms.Form):
    """A new version of what a problem costs."""

    starts = day_field(_("起用日期"))
    found = forms.DecimalField(label=_("发现一个问题扣"), max_digits=4, decimal_places=2)
    unrectified = forms.DecimalField(label=_("复查未整改扣"), max_digits=4, decimal_places=2)
    again = forms.DecimalField(label=_("再次复查未整改扣"), max_digits=4, decimal_places=2)
    reason = forms.CharField(label=_("依据"), max_length=200)


class CircularForm(forms.Form):
    """A circular as typed. namings: a unit a line."""

    level = forms.ChoiceField(label=_("发文层级"), choices=Circular.Level.choices)
    word = forms.CharField(label=_("机关代字"), max_length=20, required=False)
    outer_number = forms.CharField(label=_("来文字号"), max_length=40, required=False)
    title = forms.CharField(label=_("标题"), max_length=80)
    since = day_field(_("时段起"))
    until = day_field(_("时段止"))
    opening = text(_("导语"), 2000, 4)
    namings = text(
        _("通报哪些单位"),
        20000,
        10,
        help_text=_(
            "一行一个：表扬或批评|单位|事项|依据|整改时限|责任人|复查结果。后四项可以不写。"
        ),
    )
    demands = text(_("工作要求"), 2000, 4, required=False)
    ranking = text(
        _("排名附件"),
        8000,
        4,
        required=False,
        help_text=_("一行一个：名次|单位|情况。没有就空着。"),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units: dict[str, Any] = {}
        twice = set()
        for _value, unit in all_units(campaign):
            parent = getattr(unit, "parent", None)
            if unit.name in self.units:
                twice.add(unit.name)
            self.units[unit.name] = unit
            if parent is not None:
                self.units[f"{parent.name}{unit.name}"] = unit
        for name in twice:  # two villages of one name are told apart by their township
            self.units.pop(name, None)
        self.fields["word"].when = "level=county"  # type: ignore[attr-defined]
        self.fields["outer_number"].when = "level=city|level=province"  # type: ignore[attr-defined]

    def clean_namings(self) -> list[Naming]:
        """Lines to units; a sentence with the line's number for what cannot be read."""
        sides = {str(label): value for value, label in CircularEntry.Side.choices}
        out = []
        lines = [row for row in self.cleaned_data["namings"].splitlines() if row.strip()]
        for number, line in enumerate(lines, 1):
            cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
            cells += [""] * (7 - len(cells))
            if cells[0] not in sides:
                raise forms.ValidationError(
                    _now("第%(n)d行：开头写“表扬”或“批评”。") % {"n": number}
                )
            if cells[1] not in self.units:
                raise forms.ValidationError(
                    _now("第%(n)d行：本县没有“%(unit)s”；同名的村前面加镇名。")
                    % {"n": number, "unit": cells[1]}
                )
            out.append(self._naming(number, sides[cells[0]], cells))
        return out

    def _naming(self, number: int, side: str, cells: list[str]) -> Naming:
        due = None
        if cells[4]:
            try:
                due = forms.DateField().clean(cells[4])
            except forms.ValidationError:
                raise forms.ValidationError(
                    _now("第%(n)d行：整改时限写成 2026-07-31。") % {"n": number}
                ) from None
        return Naming(side, self.units[cells[1]], cells[2], cells[3], due, cells[5], cells[6])

    def clean_ranking(self) -> list[list[str]]:
        """Three cells a line."""
        lines = [row for row in self.cleaned_data["ranking"].splitlines() if row.strip()]
        cells = [[c.strip() for c in row.replace("｜", "|").split("|")] for row in lines]
        if any(len(row) != 3 for row in cells):
            raise forms.ValidationError(_now("每行写三项：名次|单位|情况。"))
        return cells


class CircularChangeForm(CircularForm):
    """The draft anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionOnlyForm(forms.Form):
    """A button on a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(VersionOnlyForm):
    """The day of a paper from above."""

    issued_on = day_field(_("印发日期"), required=False)


class LadderForm(forms.Form):
    """约谈 or 挂牌督办."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("措施"), widget=forms.RadioSelect, choices=LadderStep.Kind.choices[1:]
    )
    holder = UnitField(label=_("单位"))
    ground = text(_("事由"), 500, 3)
    decided_by = forms.CharField(label=_("决定机关"), max_length=60)
    from_on = day_field(_("日期"))
    conditions = text(_("解除条件"), 500, 2)
    talked_by = forms.CharField(label=_("约谈人"), max_length=60, required=False)
    attendees = forms.CharField(label=_("参加人"), max_length=200, required=False)
    record = text(_("约谈记录"), 2000, 5, required=False)
    skip_reason = text(
        _("未经上一步的理由"),
        300,
        2,
        required=False,
        help_text=_("约谈前应有通报、挂牌前应有约谈；没有的写明为什么。"),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, UnitField)
        field.offer(all_units(campaign), empty=_now("请选"))
        for name in ("talked_by", "attendees", "record"):
            self.fields[name].when = "kind=talk"  # type: ignore[attr-defined]
            self.fields[name].needed = True  # type: ignore[attr-defined]


class LadderEndForm(forms.Form):
    """Lifted."""

    reason = text(_("解除理由"), 300, 2)
    ended_on = day_field(_("解除日期"))
    version = forms.IntegerField(widget=forms.HiddenInput)
