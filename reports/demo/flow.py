"""Hand-overs, supervision cards and referrals in every state, in the village, the township and the
county shown to visitors; made through the verbs by the people who sign in there. What has run out
is set back in time afterwards, since only the calendar makes it so."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from accounts import demo as sign_ins
from accounts.models import User
from accounts.roles import Role
from campaigns.models import Division
from disputes.models import Matter, MatterHandOver, Referral, Route, SupervisionCard
from disputes.transitions import card, hand_over, referral
from disputes.transitions.hand_over import Ground
from disputes.transitions.keep_owned import keep_owned
from disputes.transitions.matter import change, receive
from disputes.transitions.referral import Reply, Slip
from disputes.transitions.referral_answer import answer
from disputes.transitions.referral_answer import receive as confirm
from reports.demo.county import County

BRIEFS = (
    "来人咨询子女抚养费怎样计算，材料不全，需要进一步了解。",
    "来信反映邻居占用公共过道堆放杂物，影响老人出行。",
    "来电反映婆媳因照看孩子争执，希望有人上门劝一劝。",
    "来人反映丈夫外出务工多年不寄生活费，想知道怎样主张。",
    "来人反映分家时老宅归属没有写清楚，兄弟之间有争执。",
)
DUTY = Ground("duty", words="涉及两个村，依规定由乡镇办理。")
REASON = "已按要求联系双方，约定本周内当面谈。"


def flow(county: County) -> None:
    """About fifty verbs."""
    Scenes(county).play()


class Scenes:
    """The people who sign in, and their places."""

    def __init__(self, county: County) -> None:
        self.system = county.system
        self.village = _person(Role.VILLAGE_MEDIATOR)
        self.town = _person(Role.TOWNSHIP_FEDERATION)
        self.boss = _person(Role.COUNTY_FEDERATION)
        self.place = _place(self.village)
        self.township, self.county = _place(self.town), _place(self.boss)
        self.mate = next(w for w in county.workers[self.place.code] if w != self.village)
        self.made = 0

    def play(self) -> None:
        """All of them."""
        self._hand_overs()
        self._cards()
        self._referrals()
        self._held()

    def _matter(self, by: User, place: Division, channel: str = "visit") -> Matter:
        self.made += 1
        made = receive(
            place=place, channel=channel, brief=BRIEFS[self.made % len(BRIEFS)], by=by,
            received_on=timezone.localdate() - timedelta(days=1 + self.made % 4),
        )  # fmt: skip
        change(
            made, route=Route.ADVICE, status=Matter.Status.HANDLING,
            sorted_on=timezone.localdate(),
        )  # fmt: skip
        return made

    def _offer(self, by: User, unit: Division, taking: User | None = None) -> MatterHandOver:
        place = self.place if by != self.boss else self.county
        row = self._matter(by, place, "hotline" if by == self.boss else "visit")
        return hand_over.offer(
            row, unit=unit, taking=taking, asked="请联系来人，了解情况后答复。",
            ground=DUTY if unit != _place(by) else None, by=by,
        )  # fmt: skip

    def _hand_overs(self) -> None:
        """Waiting up, across the desk and from the county down; late; accepted, refused, recalled,
        done."""
        self._offer(self.village, self.township)
        self._offer(self.mate, self.place, self.village)
        self._offer(self.boss, self.township)
        late = self._offer(self.village, self.township)
        MatterHandOver.objects.filter(pk=late.pk).update(
            due_at=F("due_at") - timedelta(days=9), offered_at=F("offered_at") - timedelta(days=9)
        )
        hand_over.accept(self._offer(self.village, self.township), by=self.town)
        hand_over.refuse(
            self._offer(self.village, self.township), by=self.town,
            reason="来人就在本村，请村里先当面了解一次。",
        )  # fmt: skip
        hand_over.recall(
            self._offer(self.village, self.township), by=self.village,
            reason="来人已到村里说清楚，不用上交了。",
        )  # fmt: skip
        done = hand_over.accept(self._offer(self.village, self.township), by=self.town)
        hand_over.finish(done, words="已当面答复来人，材料已补齐。", by=self.town)

    def _cards(self) -> None:
        """Yellow and red that wait, one overdue, one answered, one lifted."""
        self._card(self.village, self.place, self.town, "yellow")
        self._card(self.town, self.township, self.boss, "red")
        late = self._card(self.village, self.place, self.town, "yellow")
        SupervisionCard.objects.filter(pk=late.pk).update(
            answer_by=timezone.localdate() - timedelta(days=2),
            issued_at=F("issued_at") - timedelta(days=7),
        )
        answered = self._card(self.village, self.place, self.town, "yellow")
        card.answer(answered, words=REASON, by=self.village)
        lifted = self._card(self.village, self.place, self.town, "yellow")
        card.answer(lifted, words=REASON, by=self.village)
        card.lift(lifted, reason="已核实，双方当面谈过，来人满意。", by=self.town)

    def _card(self, owner: User, place: Division, by: User, colour: str) -> SupervisionCard:
        return card.issue(
            self._matter(owner, place), colour=colour, by=by, answer_by=_ahead(4),
            asked="来件已超过一周没有进展，请说明情况，写明办结时间。",
        )  # fmt: skip

    def _referrals(self) -> None:
        """Out, received, answered by link and on paper, run out, taken back."""
        self._refer("legal_aid", "县法律援助中心", "请接待来人，说明申请法律援助的条件。")
        _row, token = self._refer("court", "县人民法院", "请告知申请支付抚养费的办法。")
        confirm(token, reply=Reply("王书记员", "立案庭"))
        _row, token = self._refer("civil", "县民政局", "请核实是否符合临时救助条件。")
        got = confirm(token, reply=Reply("李科员", "社会救助科"))
        assert got is not None
        answer(
            token, key=got[1],
            reply=Reply("", result="helped", words="已办理临时救助，下月起发放。"),
        )  # fmt: skip
        row, _token = self._refer("hospital", "县人民医院", "请安排心理门诊接待一次。")
        referral.enter_paper(
            row, received_on=timezone.localdate(), by=self.village,
            reply=Reply("赵医生", "心理科", result="treated", words="已接诊，约两周后复诊。"),
        )  # fmt: skip
        row, _token = self._refer("school", "镇中心小学", "请留意孩子近期在校情况。")
        Referral.objects.filter(pk=row.pk).update(
            sent_at=F("sent_at") - timedelta(days=20),
            expires_at=F("expires_at") - timedelta(days=20),
            answer_by=timezone.localdate() - timedelta(days=13),
        )
        row, _token = self._refer("police", "镇派出所", "请协助核实户籍登记情况。")
        referral.revoke(row, reason="来人自己已到派出所办好。", by=self.village)

    def _refer(self, kind: str, agency: str, asked: str) -> tuple[Referral, str]:
        slip = Slip(kind, agency, asked, _ahead(6), contact="请先联系我单位", phone="051600000000")
        return referral.send(self._matter(self.village, self.place), slip=slip, by=self.village)

    def _held(self) -> None:
        """A matter whose owner has left: the office above has it on its list."""
        gone = User.objects.create_user(
            "yilikai", "（已离任）", None, place=self.county.code, is_active=False
        )
        row = self._matter(self.village, self.place)
        Matter.objects.filter(pk=row.pk).update(owner=gone)
        keep_owned(by=self.system)


def _person(role: Role) -> User:
    found: User = User.objects.get(username=sign_ins.USERNAMES[role])
    return found


def _place(person: User) -> Division:
    posting = person.main_posting
    assert posting is not None
    return posting.division


def _ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
