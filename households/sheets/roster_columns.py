"""The columns of the roster: the paper's words, and those offices use instead (domain H, J2)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from campaigns.sheets import values
from campaigns.sheets.table import Column
from households.models import ConsentBasis, DocumentKind, Relation, Sex

# What offices write instead of the paper's words.
ALSO: dict[Relation, str] = {
    Relation.HEAD: "本人 户主本人",
    Relation.SPOUSE: "妻 妻子 夫 丈夫 爱人",
    Relation.SON: "儿子 长子 次子 三子 独生子",
    Relation.DAUGHTER: "女儿 长女 次女 三女 独生女",
    Relation.CHILD_IN_LAW: "儿媳 女婿",
    Relation.GRANDCHILD: "孙 孙子 孙女 外孙 外孙子 外孙女 孙子女",
    Relation.PARENT: "父 母 父亲 母亲",
    Relation.PARENT_IN_LAW: "公公 婆婆 岳父 岳母",
    Relation.GRANDPARENT: "祖父 祖母 爷爷 奶奶",
    Relation.SIBLING: "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹",
    Relation.OTHER: "其他 其它",
    Relation.NONE: "保姆 寄居",
}
RELATIONS = {str(r.label): r.value for r in Relation} | {
    word: relation.value for relation, words in ALSO.items() for word in words.split()
}
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "男性": Sex.MALE, "女性": Sex.FEMALE}
OTHER_DOCUMENTS = tuple(d for d in DocumentKind if d != DocumentKind.ID)
DOCUMENTS = {str(d.label): d.value for d in DocumentKind} | {
    "身份证": DocumentKind.ID,
    "出生证": DocumentKind.BIRTH,
    "出生证明": DocumentKind.BIRTH,
    "户口本": DocumentKind.BOOK,
    "待补": DocumentKind.LATER,
    "无": DocumentKind.NONE,
}
RESIDENT = {
    "常住": True,
    "在家": True,
    "人户一致": True,
    "是": True,
    "外出": False,
    "不常住": False,
    "人户分离": False,
    "空挂": False,
    "否": False,
}
GROUNDS = {str(c.label): c.value for c in ConsentBasis}


def labels(choices: Sequence[object]) -> tuple[str, ...]:
    """What the drop-down shows."""
    return tuple(str(getattr(c, "label", c)) for c in choices)


def one_of(words: dict[str, object], choices: tuple[str, ...]) -> values.Reader:
    """A choice that refuses with the drop-down's words only."""
    return values.choice(words, shown_as=choices)


def columns() -> tuple[Column, ...]:
    """All of them, in the template's order."""
    return (*home_columns(), *person_columns(), *paper_columns(), *rest_columns())


def home_columns() -> tuple[Column, ...]:
    """Where the household is."""
    return (
        Column(
            "serial",
            _("序号"),
            values.text(20),
            ("编号", "No"),
            width=8,
            sample=_("示例"),
            frame=True,
        ),
        Column(
            "township",
            _("乡镇"),
            values.text(40),
            ("乡镇（街道）", "镇", "乡", "街道", "所属乡镇"),
            width=14,
            frame=True,
            hint=_("两个镇有同名的村时填写。"),
        ),
        Column(
            "village",
            _("村（社区）"),
            values.text(40),
            ("村", "社区", "行政村", "村居", "村名", "所在村", "村委会"),
            width=16,
            frame=True,
            hint=_("本村的名称，从下拉框选；只管一个村的可空。"),
            sample=_("东风村"),
        ),
        Column(
            "grid",
            _("网格"),
            values.text(40),
            ("网格号", "组", "村民小组", "小组", "网格（组）"),
            width=12,
            sample=_("第一网格"),
        ),
        Column(
            "number",
            _("户号"),
            values.text(20),
            ("户编号", "家庭编号", "门牌户号", "户口号"),
            required=True,
            width=12,
            hint=_("本村自己的编号，村内不重复。"),
            sample="0012",
        ),
    )


def person_columns() -> tuple[Column, ...]:
    """Who it is."""
    relations = labels([r for r in Relation if r != Relation.UNKNOWN])
    return (
        Column(
            "relation",
            _("与户主关系"),
            one_of(dict(RELATIONS), relations),
            ("关系", "与户主的关系", "家庭关系", "户主关系"),
            required=True,
            width=14,
            choices=relations,
            sample=_("户主"),
        ),
        Column(
            "name",
            _("姓名"),
            values.name(40),
            ("成员姓名", "家庭成员", "名字", "人员姓名"),
            required=True,
            width=12,
            sample=_("王小明"),
        ),
        Column(
            "sex",
            _("性别"),
            one_of(dict(SEXES), ("男", "女")),
            width=7,
            choices=("男", "女"),
            hint=_("有身份证号的可空，按号码算。"),
            sample="男",
        ),
        Column(
            "birth_date",
            _("出生日期"),
            values.day(),
            ("出生年月", "出生年月日", "生日"),
            width=13,
            hint=_("写成 1985-03-02；有身份证号的可空。"),
            sample="1980-01-01",
        ),
    )


def paper_columns() -> tuple[Column, ...]:
    """Papers and telephone."""
    kinds = labels(OTHER_DOCUMENTS)
    return (
        Column(
            "id_number",
            _("身份证号码"),
            values.digits,
            ("身份证", "身份证号", "公民身份号码", "证件号", "公民身份证号码"),
            width=22,
            secret=True,
            sample="990101198001010014",
        ),
        Column(
            "document",
            _("其他证件"),
            one_of(dict(DOCUMENTS), kinds),
            ("证件类型", "证件种类", "其他证件类型"),
            width=14,
            choices=kinds,
            hint=_("没有身份证号的才填。"),
        ),
        Column(
            "document_number",
            _("其他证件号码"),
            values.digits,
            ("其他证件号",),
            width=18,
            secret=True,
        ),
        Column(
            "document_reason",
            _("无身份证号原因"),
            values.text(100),
            ("无身份证原因", "无证原因"),
            width=18,
            hint=_("没有身份证号的必填，例如：新生儿，尚未办理。"),
        ),
        Column(
            "phone",
            _("联系电话"),
            values.digits,
            ("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"),
            width=16,
            secret=True,
            sample="13800000000",
        ),
    )


def rest_columns() -> tuple[Column, ...]:
    """The home, and on what ground a child is registered."""
    return (
        Column(
            "address",
            _("住址"),
            values.text(120),
            ("家庭住址", "现住址", "地址", "居住地址", "住所", "门牌号"),
            width=28,
            secret=True,
            hint=_("填在户主一行即可。"),
            sample=_("东风路8号"),
        ),
        Column(
            "is_resident",
            _("常住或外出"),
            one_of(dict(RESIDENT), ("常住", "外出")),
            ("常住", "居住状态", "人户一致", "是否常住", "居住情况"),
            width=12,
            choices=("常住", "外出"),
            hint=_("填在户主一行即可。"),
            sample=_("常住"),
        ),
        Column(
            "consent",
            _("儿童登记依据"),
            one_of(dict(GROUNDS), labels(list(ConsentBasis))),
            ("登记依据",),
            width=16,
            choices=labels(list(ConsentBasis)),
            hint=_("未满十四周岁的必填。"),
        ),
        Column(
            "consent_note",
            _("依据说明"),
            values.text(100),
            width=20,
            hint=_("谁在什么时候同意的。"),
        ),
    )
