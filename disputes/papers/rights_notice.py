"""人民调解权利义务告知书 (domain D2 no. 4)."""

from __future__ import annotations

from disputes.papers.blocks import Form, Heading, Place, Signatures, Text
from disputes.papers.facts import CaseFacts, NoticeFacts
from disputes.papers.parts import BLANK_NAME, SIGN, day, seal_of

NATURE = (
    "人民调解是人民调解委员会通过说服、疏导等方法，促使当事人在平等协商基础上自愿达成调解协议，"
    "解决民间纠纷的活动。人民调解委员会调解民间纠纷，不收取任何费用。"
)
PRINCIPLES = (
    "（一）在当事人自愿、平等的基础上进行调解。当事人一方明确拒绝调解的，不得调解。\n"
    "（二）不违背法律、法规和国家政策。\n"
    "（三）尊重当事人的权利，不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。"
)
RIGHTS = (
    "（一）选择或者接受人民调解员。\n"
    "（二）接受调解、拒绝调解或者要求终止调解。\n"
    "（三）要求调解公开进行或者不公开进行。\n"
    "（四）自主表达意愿、自愿达成调解协议。\n"
    "当事人可以就人民调解员偏袒一方、侮辱当事人、索取或者收受财物、泄露个人隐私或者商业秘密的行为，"
    "向人民调解委员会提出，要求纠正或者更换调解员。"
)
DUTIES = (
    "（一）如实陈述纠纷事实。\n"
    "（二）遵守调解现场秩序，尊重人民调解员。\n"
    "（三）尊重对方当事人行使权利。"
)
EFFECT = (
    "（一）书面调解协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起"
    "生效；口头调解协议自各方当事人达成协议之日起生效。\n"
    "（二）经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。"
    "人民调解委员会对调解协议的履行情况进行监督，督促当事人履行约定的义务。\n"
    "（三）当事人之间就调解协议的履行或者调解协议的内容发生争议的，一方当事人可以向人民法院提起诉讼。\n"
    "（四）双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。"
    "人民法院依法确认调解协议有效，一方当事人拒绝履行或者未全部履行的，对方当事人可以向人民法院"
    "申请强制执行；依法确认调解协议无效的，当事人可以通过人民调解方式变更原调解协议或者达成新的"
    "调解协议，也可以向人民法院提起诉讼。"
)
ENDING = (
    "调解不成的，人民调解委员会终止调解，并告知当事人可以依法通过仲裁、行政、司法等途径"
    "维护自己的权利。"
)


def build(case: CaseFacts, facts: NoticeFacts) -> Form:
    """Nature and principles (人民调解法 art. 2–4, 17), rights (art. 23), duties (art. 24), effect
    (art. 29–33), what comes when mediation fails (art. 26); art. 15 for complaints."""
    addressee = facts.party or BLANK_NAME
    return Form(
        title="人民调解权利义务告知书",
        place=4,
        number=case.number,
        blocks=(
            Text(f"{addressee}：", flush=True),
            Text("根据《中华人民共和国人民调解法》，现将有关事项告知如下："),
            Heading("一、人民调解的性质"),
            Text(NATURE),
            Heading("二、人民调解的原则"),
            Text(PRINCIPLES),
            Heading("三、当事人在调解活动中享有的权利"),
            Text(RIGHTS),
            Heading("四、当事人在调解活动中履行的义务"),
            Text(DUTIES),
            Heading("五、调解协议的效力"),
            Text(EFFECT),
            Heading("六、调解不成的处理"),
            Text(ENDING),
            Text("以上内容已向我告知，我已知悉。", keep=True),
            Signatures((Place("被告知人", SIGN),), day(facts.told_on), seal_of(case)),
        ),
    )
