"""Words in which people tell of violence at home (反家庭暴力法 art. 2: beating, tying, wounding,
confining, abuse, threats): pure, no database.

A sign only asks a question or shows a warning, it decides nothing; so it rather asks once too
often. People do not say 家庭暴力, they say 「打我」「身上有伤」「不让出门」. What only sounds like
it (打电话, 打工, 打官司) asks nothing."""

from __future__ import annotations

import re
import unicodedata

# Whom a blow hits, or how; between them stands little.
_HIT = (
    r"打(?:了|过|着|起)?(?:一顿|几次|几回|两次|多次|好几次|得|了)?"
    r"(?:我|她|他|你|人(?!民|数|员)|妻|老婆|媳妇|媳|爱人|丈夫|老公|孩子|小孩|娃|女儿|儿子|闺女"
    r"|母|父|妈|爸|爹|娘|老人|婆婆|公公|岳|女方|男方|女的)"
)
_NOT_A_BLOW = (
    r"(?!了?(?:电话|听|算|扰|工|理|官司|招呼|交道|开|扮|牌|麻将|欠条"
    r"|扫|点|印|车|针|疫苗|水|饭|湿|发))"
)

SIGNS = re.compile(
    "|".join(
        (
            r"家庭暴力|家暴|施暴|暴力|受虐|虐待|遗弃",
            r"殴打|毒打|痛打|暴打|打骂|打伤|打残|打死|打坏|打肿|打断|打破头|打耳光|打巴掌",
            r"拳打脚踢|拳脚|动手(?!术|机|工|写)|下手重|下毒手|大打出手",
            _HIT,
            rf"(?:被|挨|遭)[^，。；,;]{{0,8}}打{_NOT_A_BLOW}",
            r"(?:经常|常|老是|总|又|多次|酒后|喝酒后|喝醉)[^，。；,;]{0,6}打(?:架|起来|得)",
            r"[扇抽搧打][^，。；,;]{0,6}(?:耳光|巴掌|嘴巴)|踹|踢(?:我|她|他|了|伤|打)|掐(?:脖|住|我|她|他)",
            r"揪(?:着|住)?头发|扯头发|拽头发|推搡|推倒|撞墙|烫伤|烟头|泼(?:开水|汽油|硫酸)|捅|砍|持刀|拿刀|动刀|菜刀",
            r"(?:身上|脸上|胳膊|腿上|头上|眼|满身|浑身|全身)[^，。；,;]{0,4}(?:是伤|有伤|带伤|青紫|淤青|瘀青|伤痕)"
            r"|鼻青脸肿|遍体鳞伤|验伤|伤情鉴定|轻微伤|轻伤",
            r"威胁|恐吓|扬言|要杀|杀(?:了|死|我|她|他|你|全家|人)|同归于尽|弄死|打死|放火|烧房|不得好死",
            r"捆绑|绑起来|捆起来|锁在|关在|反锁|关起来|限制人身自由"
            r"|不(?:让|许|准)[^，。；,;]{0,6}(?:出门|出去|出屋|回家|上班|打电话|看病|吃饭)|不给[^，。；,;]{0,3}饭吃",
            r"跟踪|骚扰|尾随|堵在|辱骂|谩骂|侮辱",
            r"性侵|强奸|猥亵|强迫[^，。；,;]{0,6}(?:同房|发生关系|性)|逼[^，。；,;]{0,4}同房",
            r"(?:不敢|害怕|怕)[^，。；,;]{0,4}(?:回家|他|丈夫|对方)|逃出来|躲在外面|跑回娘家|自杀|轻生|喝药|割腕",
        )
    )
)


def violent_words(*texts: str) -> list[str]:
    """What in the texts speaks of violence, each once, in their order. Blanks, invisible signs and
    full-width forms between the characters hide nothing; ends of sentences are kept."""
    plain = "\n".join(
        re.sub(r"[^\w，。；,;\n]|_", "", unicodedata.normalize("NFKC", text)) for text in texts
    )
    return list(dict.fromkeys(found.group() for found in SIGNS.finditer(plain)))
