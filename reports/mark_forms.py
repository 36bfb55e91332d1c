"""Shapes of input of marks and bonus claims; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.task_forms import FilesField
from reports.models import BonusClaim, ScoreLine
from reports.rules import Indicator
from reports.rules.bonus import BonusItem
from reports.transitions.department import LINK_DAYS_MOST
from reports.transitions.mark import Given, cell

PROOF = _("照片或 PDF，最多 6 个，每个 10 MB 以内。")
REASON_BOX = forms.Textarea(attrs={"rows": 3})


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell to fill: the unit's line, its name, and what was given before."""

    line: ScoreLine
    indicator: Indicator
    unit_name: str
    points: Decimal | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """The name of the cell."""
        return cell(self.line.unit_id, self.line.code)

    @property
    def applies(self) -> bool:
        """Whether there is anything to score."""
        return self.line.state != ScoreLine.State.NA

    @property
    def computed(self) -> Decimal | None:
        """The system's figure, None for a line judged by people."""
        return self.line.points if self.line.state == ScoreLine.State.COMPUTED else None


class MarkForm(forms.Form):
    """Points and a reason for each cell; the computed figure stands there already."""

    signer = forms.CharField(
        label=_("评分人签名"), max_length=40, error_messages={"required": _("请写评分人姓名。")}
    )
    proof = FilesField(label=_("佐证"), required=False, help_text=PROOF)

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Asked],
        signs: bool = True,
        proof: bool | None = None,
        filled: bool = True,
        **kwargs: Any,
    ) -> None:
        """proof: wanted, offered (False) or not asked for at all (None); filled: computed figures
        stand in the cells; signs: somebody writes a name."""
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        if not signs:
            del self.fields["signer"]
        if proof is None:
            del self.fields["proof"]
        else:
            self.fields["proof"].required = proof
        for one in self.asked:
            if one.applies:
                self._cell(one, filled)

    def _cell(self, one: Asked, filled: bool) -> None:
        name = f"{one.unit_name} {one.indicator.code}"
        points = forms.DecimalField(
            label=f"{name} {_now('得分')}", required=False, min_value=0,
            max_value=one.line.cap, decimal_places=2,
            widget=forms.NumberInput(attrs={"aria-label": f"{name} {_now('得分')}", "step": "0.01",
                                            "inputmode": "decimal"}),
        )  # fmt: skip
        reason = forms.CharField(
            label=f"{name} {_now('理由')}", required=False, max_length=300,
            widget=forms.TextInput(attrs={"aria-label": f"{name} {_now('理由')}"}),
        )  # fmt: skip
        points.initial = one.points if one.points is not None else one.computed if filled else None
        reason.initial = one.reason
        self.fields[f"{one.key}-p"], self.fields[f"{one.key}-r"] = points, reason

    def rows(self) -> list[tuple[Asked, forms.BoundField | None, forms.BoundField | None]]:
        """Cells with their bound fields; none where the line does not apply."""
        return [
            (one, self[f"{one.key}-p"], self[f"{one.key}-r"]) if one.applies else (one, None, None)
            for one in self.asked
        ]

    @staticmethod
    def place_of(name: str) -> str:
        """The field an error of a cell stands at."""
        return f"{name}-p" if "-" in name else name

    def clean(self) -> dict[str, Any]:
        """Adds `given`: every cell that was filled. A reason without points is an error."""
        data = super().clean() or {}
        given = []
        for one in self.asked:
            points, reason = data.get(f"{one.key}-p"), data.get(f"{one.key}-r") or ""
            if points is not None:
                given.append(Given(one.line.unit_id, one.line.code, points, reason))
            elif reason and f"{one.key}-p" in self.fields and f"{one.key}-p" not in self.errors:
                self.add_error(f"{one.key}-p", _now("写了理由，还没有填得分。"))
        data["given"] = given
        return data


class DepartmentForm(forms.Form):
    """What the page of departments asks: a link, its slip on paper, or one taken back. token: of
    the link just issued, which only its maker's page holds."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("issue", "slip", "revoke", "back")])
    token = forms.CharField(max_length=64, required=False)
    department = forms.CharField(max_length=40)
    line = forms.CharField(max_length=12, required=False)
    days = forms.IntegerField(
        label=_("有效天数"), required=False, min_value=1, max_value=LINK_DAYS_MOST
    )
    reason = forms.CharField(label=_("理由"), required=False, max_length=200)


class DoubleForm(forms.Form):
    """Which line two score, who, and how far apart they may lie."""

    line = forms.ChoiceField(label=_("指标"))
    first = forms.ChoiceField(label=_("评分人甲"))
    second = forms.ChoiceField(label=_("评分人乙"))
    tolerance = forms.DecimalField(
        label=_("允许相差（分）"), min_value=0, max_value=99, decimal_places=2,
        help_text=_("超过的列入分歧，由复核定分。"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, str]],
        scorers: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(user.pk), user.name) for user in scorers]
        for name, choices in (
            ("line", list(lines)),
            ("first", [("", _now("责任部门（链接或纸质）")), *people]),
            ("second", people),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.fields["first"].required = False


class BackForm(forms.Form):
    """撤回重评."""

    reason = forms.CharField(
        label=_("撤回理由"), max_length=300,
        error_messages={"required": _("请写明撤回的理由。")},
    )  # fmt: skip


class BonusForm(forms.Form):
    """加分申报."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)
    item = forms.ChoiceField(
        label=_("加分项目"), widget=forms.RadioSelect,
        error_messages={"required": _("请选择加分项目。")},
    )  # fmt: skip
    matter = forms.CharField(
        label=_("事项"), max_length=80,
        help_text=_("同一事项写同样的名称，只计最高一次。例如：市妇联家事调解经验现场会。"),
        error_messages={"required": _("请写受表彰、被采用的是什么事项。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("说明"), max_length=500, widget=REASON_BOX,
        help_text=_("谁、什么时候、哪份文件。不写家庭和个人的事。"),
        error_messages={"required": _("请写申报说明。")},
    )  # fmt: skip
    proof = FilesField(
        label=_("佐证"), help_text=PROOF,
        error_messages={"required": _("请附表彰决定、采用证明等佐证。")},
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[int, str]],
        items: Sequence[BonusItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        unit, item = self.fields["unit"], self.fields["item"]
        assert isinstance(unit, forms.TypedChoiceField)
        assert isinstance(item, forms.ChoiceField)
        unit.choices = list(units)
        if len(units) == 1:
            unit.initial, unit.widget = units[0][0], forms.HiddenInput()
        item.choices = [
            (
                one.key,
                f"{one.label}（{_now('最多') if one.judged else ''}{one.points} {_now('分')}）",
            )
            for one in items
        ]


class DecideForm(forms.Form):
    """认定: accepted, with points where they are judged, or refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.TypedChoiceField(
        label=_("认定结果"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", _("认定")), ("no", _("不予认定"))],
        error_messages={"required": _("请选择认定结果。")},
    )  # fmt: skip
    points = forms.DecimalField(
        label=_("评定分值"), required=False, min_value=0, decimal_places=2, max_digits=5,
        help_text=_("由考核组评定的项目才填。"),
    )  # fmt: skip
    matter = forms.CharField(
        label=_("事项"), max_length=80, required=False,
        help_text=_("与别的申报是同一事项的，改成同样的名称，只计最高一次。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("认定意见"), max_length=300, widget=REASON_BOX,
        error_messages={"required": _("请写认定意见。")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, claim: BonusClaim, item: BonusItem | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if item is None or not item.judged:
            del self.fields["points"]


class WithdrawForm(forms.Form):
    """Taking a claim back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
