"""Shapes of input of rubrics; the verbs decide what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Division
from reports.models.rubric import LEVEL_CHOICES
from reports.rubric_editing.workbook_sheets import LIMITS
from reports.transitions.rubric import GROUP_NAME_MOST
from reports.transitions.rubric_draft import REASON_MOST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASON = forms.Textarea(attrs={"rows": 3})
FILE = "file"


class FileField(forms.FileField):
    """A workbook or a TOML text, as bytes, one more than may be sent at most."""

    widget = forms.ClearableFileInput(attrs={"accept": ".xlsx,.toml"})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """What was sent."""
        sent = super().clean(data, initial)
        return sent.read(LIMITS.file + 1) if sent else b""


def reason_field(label: StrOrPromise, hint: StrOrPromise = "") -> forms.CharField:
    """A sentence that says why."""
    return forms.CharField(label=label, max_length=REASON_MOST, widget=REASON, help_text=hint)


class StartForm(forms.Form):
    """Which level, and what to begin from."""

    source = forms.ChoiceField(label=_("从哪里开始"), widget=forms.RadioSelect)
    level = forms.TypedChoiceField(
        label=_("考核哪一级"), coerce=int, choices=LEVEL_CHOICES, widget=forms.RadioSelect,
        required=False, empty_value="0",
    )  # fmt: skip
    file = FileField(
        label=_("Excel 或 TOML 文件"),
        required=False,
        allow_empty_file=True,
        help_text=_("从任一细则页下载的表改好后传回来；先检查，有错会指出是哪一格"),
    )
    faulty = forms.BooleanField(label=_("有错也先存成草稿，到页面上改"), required=False)
    reason = forms.CharField(
        label=_("为什么改"), max_length=REASON_MOST, required=False, widget=REASON,
        help_text=_("现在可以空着，送审时要写"),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        sources: Sequence[tuple[str, str]],
        foreign: Sequence[str],
        **kwargs: Any,
    ) -> None:
        """foreign: sources written for another level than ours, so that one must be chosen."""
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*sources, (FILE, str(_("上传文件\nExcel 或 TOML")))]
        for name in ("file", "faulty"):
            self.fields[name].when = f"source={FILE}"  # type: ignore[attr-defined]
        asks = ",".join(f"source={key}" for key in (FILE, *foreign))
        self.fields["level"].when = asks  # type: ignore[attr-defined]
        self.fields["level"].needed = True  # type: ignore[attr-defined]


class HandForm(StartForm):
    """Which year of the counties, which level, and what to begin from."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]  # counties are told by the text itself
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one), f"{one}年") for one in years]
        self.order_fields(["year", "source", "level", "file", "faulty"])


class ReplaceForm(forms.Form):
    """The whole draft from a file."""

    file = FileField(label=_("Excel 或 TOML 文件"), allow_empty_file=True)
    faulty = forms.BooleanField(label=_("有错也先存成草稿，到页面上改"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """An act that says nothing more."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(VersionForm):
    """Why the text is as it is."""

    reason = reason_field(
        _("为什么这样改"), _("例如：按县委平安办要求提高走访的分值。启用以后各单位都看得到")
    )


class ReturnForm(VersionForm):
    """What is to be put right."""

    reason = reason_field(_("退回意见"), _("写明哪一项、怎么改"))


class AdoptForm(forms.Form):
    """Which text is in force, why, and for townships who is ranked with whom."""

    rubric = forms.ChoiceField(label=_("启用哪一份"), widget=forms.RadioSelect)
    reason = reason_field(_("启用或更换的理由"))

    def __init__(
        self,
        *args: Any,
        texts: Sequence[tuple[str, str]],
        townships: Sequence[tuple[Division, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rubric"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(texts)
        self.townships = list(townships)
        for place, group in self.townships:
            self.fields[f"g-{place.code}"] = forms.CharField(
                label=place.name, max_length=GROUP_NAME_MOST, initial=group
            )

    @property
    def cells(self) -> list[forms.BoundField]:
        """The townships' fields."""
        return [self[f"g-{place.code}"] for place, _group in self.townships]
