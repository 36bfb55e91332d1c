"""What a village puts before its township about a family: a lead, a listing, a change of tier."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.family import Category, Tier


class ProposalQuerySet(ScopedQuerySet["Proposal"]):
    """Proposals by what is to be done about them."""

    def open(self) -> ProposalQuerySet:
        """Nobody has ended them yet."""
        return self.filter(status__in=Proposal.OPEN)

    def waiting(self) -> ProposalQuerySet:
        """The township has to answer."""
        return self.filter(status=Proposal.Status.PENDING)

    def at_village(self) -> ProposalQuerySet:
        """The village has to go on: a lead to verify, or one sent back."""
        return self.filter(status__in=[Proposal.Status.LEAD, Proposal.Status.RETURNED])


class Proposal(models.Model):
    """线索 → 待核实 → 审定 (domain L; 小组初定 → 村研判 → 乡镇审定, domain C2). A proposal of the
    highest tier, of a 重大隐患, of violence and every raise take effect at once: family is then
    set while the proposal still waits, and the township confirms or sets another tier."""

    wall = walls.file("family_id")

    class Kind(models.TextChoices):
        LIST = "list", _("列入")
        RAISE = "raise", _("升级")
        LOWER = "lower", _("降级")
        CLOSE = "close", _("销号")

    class Status(models.TextChoices):
        LEAD = "lead", _("线索")
        PENDING = "pending", _("待核实")
        RETURNED = "returned", _("已退回")
        CONFIRMED = "confirmed", _("已审定")
        DISMISSED = "dismissed", _("误报")
        WITHDRAWN = "withdrawn", _("已撤回")

    OPEN = (Status.LEAD, Status.PENDING, Status.RETURNED)
    ALLOWED = {
        "propose": {Status.LEAD, Status.RETURNED},
        "confirm": {Status.PENDING},
        "return": {Status.PENDING},
        "dismiss": {Status.LEAD, Status.PENDING, Status.RETURNED},
        "withdraw": {Status.LEAD, Status.PENDING, Status.RETURNED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    kind = models.CharField(_("事项"), max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices)
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="proposals")
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, related_name="proposals"
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    found_in = models.ForeignKey(
        "households.VillageScreening", models.PROTECT, null=True, related_name="leads"
    )
    categories = ArrayField(
        models.CharField(max_length=2, choices=Category.choices),
        default=list,
        verbose_name=_("类别"),
    )
    other_words = EncryptedTextField(_("其他（说明）"), max_length=60)
    situation = EncryptedTextField(_("简要情况"))
    grave = models.BooleanField(_("重大隐患"), default=False)
    hardship = models.BooleanField(_("特别困难"), default=False)
    sealed = models.BooleanField(_("受保护档案"), default=False)
    plan = EncryptedTextField(_("一户一策"))
    tier = models.CharField(_("初定等级"), max_length=8, choices=Tier.choices, blank=True)
    tier_before = models.CharField(max_length=8, choices=Tier.choices, blank=True)
    keepers = ArrayField(models.BigIntegerField(), default=list, verbose_name=_("包户人"))
    reason = EncryptedTextField(_("理由"))
    against = EncryptedTextField(_("与建议不同的理由"))
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_on = models.DateField(_("提出日期"))
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    answer = EncryptedTextField(_("答复"))
    tier_set = models.CharField(_("审定等级"), max_length=8, choices=Tier.choices, blank=True)
    version = models.IntegerField(default=1)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("列入、定级申请")
        ordering = ["-proposed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                # Not of sealed files: a refusal would tell that there is one (T3).
                condition=models.Q(status__in=["lead", "pending", "returned"], sealed=False),
                name="proposal_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "lead",
                        "pending",
                        "returned",
                        "confirmed",
                        "dismissed",
                        "withdrawn",
                    ]
                ),
                name="proposal_status",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="list") | models.Q(family__isnull=False),
                name="proposal_about_a_family",
            ),
            models.CheckConstraint(
                condition=models.Q(status="lead")
                | ~models.Q(kind="list")
                | (~models.Q(tier="") & models.Q(reason__isnull=False, situation__isnull=False))
                | models.Q(status__in=["dismissed", "withdrawn"]),
                name="proposal_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(categories__contained_by=[c.value for c in Category]),
                name="proposal_categories_whitelisted",
            ),
            models.CheckConstraint(
                condition=~models.Q(categories__contains=["16"])
                | models.Q(other_words__isnull=False),
                name="proposal_other_described",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["lead", "pending"])
                | (
                    models.Q(decided_by__isnull=False, decided_on__isnull=False)
                    & (models.Q(status="confirmed") | models.Q(answer__isnull=False))
                ),
                name="proposal_answered_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status"], name="proposal_village_status"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_status_display()}"

    @property
    def in_force(self) -> bool:
        """Took effect before the township answered."""
        return self.status in self.OPEN and (
            self.kind == self.Kind.RAISE
            or (self.kind == self.Kind.LIST and self.family_id is not None)
        )

    def list_labels(self) -> list[str]:
        """Category names for lists, the first one under its quieter name."""
        return [
            str(_("权益保护") if c == Category.VIOLENCE else Category(c).label)
            for c in self.categories
        ]
