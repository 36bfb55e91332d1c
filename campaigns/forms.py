"""Shapes of input of campaigns; the verbs decide what holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.photos import BYTES_MOST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from campaigns.models import Division


def day_field(label: StrOrPromise, **kwargs: object) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,  # type: ignore[arg-type]
    )


class CampaignForm(forms.Form):
    """Open a year."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    slogan = forms.CharField(label=_("口号"), max_length=60, required=False)
    sign_by = day_field(_("责任状签订截止"))
    midyear_on = day_field(_("年中督查"))
    data_closes_on = day_field(_("数据截止"))


class SheetSendForm(forms.Form):
    """A workbook, or rows copied from one."""

    place = forms.ChoiceField(label=_("导入到"))
    file = forms.FileField(
        label=_("选文件"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=_("文件或粘贴，两样选一样。只收 .xlsx，旧的 .xls 请另存为 .xlsx。"),
    )
    text = forms.CharField(
        label=_("或粘贴"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("在 Excel 或 WPS 里选中名册（连表头），复制，粘贴到这里。"),
    )

    def __init__(
        self, *args: Any, places: list[Division], too_long: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.too_long = too_long
        choice = self.fields["place"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(str(d.code), d.name) for d in places]
        choice.initial = str(places[0].code)
        if len(places) == 1:
            choice.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.too_long:
            self.add_error("file", _("文件太大，没有收下。请分成几个文件，分次上传。"))
        return data


class SheetConfirmForm(forms.Form):
    """Whether wrong rows are left out knowingly."""

    only_right = forms.BooleanField(
        label=_("只导入正确行"),
        required=False,
        help_text=_("我知道有错的行这次不导入。"),
    )


class NothingForm(forms.Form):
    """Nothing to fill in: the button alone says yes."""


def file_field(label: StrOrPromise) -> forms.FileField:
    """A photo or PDF kept with a record; on a phone the camera opens."""
    accept = "image/jpeg,image/png,image/webp,application/pdf"
    return forms.FileField(
        label=label,
        required=False,
        help_text=_("照片或 PDF，不超过 10 MB；照片里的位置和机型会自动去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": accept}),
    )


def bytes_of(data: dict[str, Any], name: str = "file") -> bytes:
    """What was sent in a file field, taken out of the cleaned data; one byte more than is allowed
    tells too big without reading a huge file to its end."""
    file = data.pop(name, None)
    return file.read(BYTES_MOST + 1) if file else b""
