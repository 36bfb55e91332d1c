"""Shapes of input of members; what holds is decided by households.members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from households.models import ConsentBasis, DocumentKind, Member, Relation, Sex


def others() -> list[tuple[str, Any]]:
    """Relations of anybody but the head."""
    return [("", _("请选择")), *((r.value, r.label) for r in Relation if r != Relation.HEAD)]


class MemberForm(forms.Form):
    """One person. With an ID number nothing else is asked: sex and birth date are read from it.
    head: the block of the household's head, whose name and relation stand elsewhere."""

    name = forms.CharField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    relation = forms.ChoiceField(label=_("与户主关系"), choices=others)
    id_number = forms.CharField(
        label=_("身份证号"),
        max_length=30,
        required=False,
        help_text=_("性别和出生日期自动读出。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    phone = forms.CharField(
        label=_("电话"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    document = forms.ChoiceField(
        label=_("没有身份证号的，用什么证件"),
        required=False,
        choices=[
            ("", _("有身份证号")),
            *((d.value, d.label) for d in DocumentKind if d != DocumentKind.ID),
        ],
    )
    document_number = forms.CharField(
        label=_("证件号码"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    document_reason = forms.CharField(
        label=_("为什么没有填身份证号"),
        max_length=100,
        required=False,
        help_text=_("比如：新生儿还没有上户。"),
    )
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=Sex.choices[:2])
    birth_date = day_field(_("出生日期"), required=False)
    consent = forms.ChoiceField(
        label=_("未满十四周岁，按什么登记"),
        required=False,
        choices=[("", _("不是未满十四周岁")), *ConsentBasis.choices],
    )
    consent_note = forms.CharField(
        label=_("依据说明"),
        max_length=100,
        required=False,
        help_text=_("监护人同意的，写明是谁、什么时候同意。"),
    )

    def __init__(
        self, *args: Any, head: bool = False, headless: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        relation = self.fields["relation"]
        assert isinstance(relation, forms.ChoiceField)
        if headless:
            relation.choices = [(Relation.HEAD.value, Relation.HEAD.label)]
        sex = self.fields["sex"]
        assert isinstance(sex, forms.ChoiceField)
        sex.choices = [("", _("请选择")), *Sex.choices[:2]]
        if head:
            del self.fields["name"], self.fields["relation"], self.fields["consent"]
            del self.fields["consent_note"]

    def first(self) -> list[forms.BoundField]:
        """What is always asked."""
        return [self[n] for n in ("name", "relation", "id_number", "phone") if n in self.fields]

    def without_number(self) -> list[forms.BoundField]:
        """What is asked where there is no ID number."""
        names = ("document", "document_number", "document_reason", "sex", "birth_date")
        return [self[n] for n in names]

    def child(self) -> list[forms.BoundField]:
        """What is asked about a child under fourteen."""
        return [self[n] for n in ("consent", "consent_note") if n in self.fields]

    def opens(self) -> dict[str, bool]:
        """Which folded parts stand open: those with something in them or an error."""
        parts = {"without_number": self.without_number(), "child": self.child()}
        return {
            name: any(bound.value() or bound.errors for bound in bounds)
            for name, bounds in parts.items()
        }

    @property
    def is_blank(self) -> bool:
        """Nothing typed at all."""
        return not any(str(bound.value() or "").strip() for bound in self)


class MemberEditForm(MemberForm):
    """A correction. The numbers are not shown; left empty they stay."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relation = self.fields["relation"]
        assert isinstance(relation, forms.ChoiceField)
        if known.relation == Relation.HEAD:
            relation.choices = [(Relation.HEAD.value, Relation.HEAD.label)]
        for name, shown in (
            ("id_number", known.masked_document() if known.id_number else ""),
            ("phone", known.masked_phone()),
            ("document_number", known.masked_document() if known.document_number else ""),
        ):
            if shown:
                self.fields[name].help_text = _("已登记 %(shown)s，要改才填。") % {"shown": shown}
        if known.phone:
            self.fields["phone"].help_text = f"{self.fields['phone'].help_text}" + str(
                _("不再用了就填“无”。")
            )


class ChooseHeadForm(forms.Form):
    """Who becomes the head."""

    new_head = forms.UUIDField(label=_("由谁接任户主"))

    def __init__(self, *args: Any, heirs: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *((m.uid, str(m)) for m in heirs)]
        self.fields["new_head"].widget = forms.Select(choices=choices)


class GoneForm(forms.Form):
    """Somebody leaves; a head names who follows."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    left_on = day_field(_("离开日期"))
    reason = forms.CharField(
        label=_("去向或原因"), max_length=200, help_text=_("比如：出嫁到邻村；登记错了。")
    )

    def __init__(self, *args: Any, heirs: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heirs:
            self.fields["new_head"] = ChooseHeadForm(heirs=heirs).fields["new_head"]


class DeathForm(forms.Form):
    """Somebody died; a head is followed by somebody."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    died_on = day_field(_("死亡日期"))

    def __init__(self, *args: Any, heirs: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heirs:
            self.fields["new_head"] = ChooseHeadForm(heirs=heirs).fields["new_head"]


class ReturnForm(forms.Form):
    """Entered as gone by mistake."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("恢复的原因"), max_length=200)
