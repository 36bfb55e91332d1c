"""A people's mediation committee (人民调解委员会) and the seats in it (人民调解法 art. 7–9)."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from campaigns.models.division import Level
from disputes import committee_rules as rules

# Who mediates is no secret: the people of a village see the committee and roster of their township
# and county too (人民调解法 art. 17: parties may choose their mediator).
PLACED = walls.shared("place_id")


class MediationCommitteeQuerySet(ScopedQuerySet["MediationCommittee"]):
    """Committees by state and term."""

    def standing(self) -> MediationCommitteeQuerySet:
        """Drafted or in office, not given up."""
        return self.exclude(status=MediationCommittee.Status.ENDED)

    def expiring(self, today: date) -> MediationCommitteeQuerySet:
        """In office, the term over or over within ninety days."""
        near = today + timedelta(days=rules.WARN_DAYS)
        return self.filter(status=MediationCommittee.Status.IN_OFFICE, term_until__lte=near)


class MediationCommittee(models.Model):
    """place: the village, township or (of a branch of trade) the county it belongs to. term_since
    and term_until: the present term, first and last day. seal_kept_by: who keeps the seal."""

    wall = PLACED

    class Kind(models.TextChoices):
        VILLAGE = "village", _("村（社区）调委会")
        TOWNSHIP = "township", _("乡镇（街道）调委会")
        SECTORAL = "sectoral", _("行业性、专业性调委会")

    class Status(models.TextChoices):
        DRAFT = "draft", _("筹建")
        IN_OFFICE = "in_office", _("履职")
        ENDED = "ended", _("已撤销")

    ALLOWED = {
        "change": {Status.DRAFT, Status.IN_OFFICE},
        "seat": {Status.DRAFT, Status.IN_OFFICE},
        "install": {Status.DRAFT},
        "renew": {Status.IN_OFFICE},
        "appoint": {Status.IN_OFFICE},
        "end": {Status.DRAFT, Status.IN_OFFICE},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    established_on = models.DateField(_("设立日期"))
    term_since = models.DateField(_("本届起"), null=True)
    term_until = models.DateField(_("本届止"), null=True)
    seal_kept_by = models.CharField(_("印章保管人"), max_length=40, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True)
    end_reason = models.CharField(_("撤销原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = MediationCommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("调委会")
        ordering = ["place", "kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["village", "township", "sectoral"]), name="committee_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", term_since__isnull=True, term_until__isnull=True)
                | Q(status="in_office", term_until__gt=models.F("term_since"))
                | Q(status="ended"),
                name="committee_term_in_office",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__gte=models.F("established_on"))
                & ~Q(end_reason="")
                | ~Q(status="ended") & Q(ended_on__isnull=True, end_reason=""),
                name="committee_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & (Q(term_since__isnull=True) | Q(term_since__gte=models.F("established_on"))),
                name="committee_whole",
            ),
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=~Q(status="ended"),
                name="committee_one_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seats_held(self) -> list[CommitteeSeat]:
        """The seats held now, the chair first; seats have to be prefetched or are read once."""
        held = [seat for seat in self.seats.all() if seat.until is None]
        return sorted(held, key=lambda s: (CommitteeSeat.Role.values.index(s.role), s.pk))

    @property
    def lacks(self) -> list[str]:
        """What keeps it from being in office (人民调解法 art. 8)."""
        return rules.lacks(
            rules.SeatFacts(seat.role == CommitteeSeat.Role.CHAIR, seat.entry.is_woman)
            for seat in self.seats_held
        )

    def face(self, today: date, incomplete: bool) -> tuple[str, str]:
        """Kind and words of its state tag: what was decided, what the seats lack, what the
        calendar says, in this order."""
        if self.status == self.Status.ENDED:
            return "plain", str(_("已撤销"))
        if self.status == self.Status.DRAFT:
            return "wait", str(_("筹建"))
        if incomplete:
            return "lack", str(_("待补选"))
        left = self.days_left(today)
        if left is not None and left < 0:
            return "lack", str(_("届满"))
        if left is not None and left <= rules.WARN_DAYS:
            return "late", str(_("将届满"))
        return "have", str(_("履职"))

    def days_left(self, today: date) -> int | None:
        """Days of the present term that are left; negative when it is over."""
        return (self.term_until - today).days if self.term_until else None

    def warns_of_term(self, today: date) -> bool:
        """Whether the term ends within ninety days or has ended."""
        left = self.days_left(today)
        standing = self.status == self.Status.IN_OFFICE
        return standing and left is not None and left <= rules.WARN_DAYS


# Which units have committees of which kind (人民调解法 art. 8, 34).
LEVELS: dict[str, frozenset[int]] = {
    MediationCommittee.Kind.VILLAGE: frozenset({Level.VILLAGE}),
    MediationCommittee.Kind.TOWNSHIP: frozenset({Level.TOWNSHIP}),
    MediationCommittee.Kind.SECTORAL: frozenset({Level.CITY, Level.COUNTY, Level.TOWNSHIP}),
}


class CommitteeSeat(models.Model):
    """One person's term in a committee; until is null while it lasts. Who sits there is on the
    roster of mediators (art. 13): name, sex and telephone are kept there alone."""

    wall = PLACED

    class Role(models.TextChoices):
        CHAIR = "chair", _("主任")
        VICE = "vice", _("副主任")
        MEMBER = "member", _("委员")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    committee = models.ForeignKey(MediationCommittee, models.PROTECT, related_name="seats")
    entry = models.ForeignKey("disputes.MediatorEntry", models.PROTECT, related_name="seats")
    role = models.CharField(_("职务"), max_length=8, choices=Role.choices)
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True)
    end_reason = models.CharField(_("离任原因"), max_length=120, blank=True)

    objects = ScopedQuerySet["CommitteeSeat"].as_manager()

    class Meta:
        verbose_name = _("调委会委员")
        ordering = ["until", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["chair", "vice", "member"]), name="seat_role"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, end_reason="")
                | (Q(until__gte=models.F("since")) & ~Q(end_reason="")),
                name="seat_left_with_reason",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(role="chair", until__isnull=True),
                name="seat_one_chair",
            ),
            models.UniqueConstraint(
                fields=["committee", "entry"],
                condition=Q(until__isnull=True),
                name="seat_once_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.since}"
