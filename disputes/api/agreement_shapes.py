"""Shapes of agreements and their promises in the API, input and output apart."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from disputes.api.base_shapes import AnswersField, VersionIn
from disputes.dossier_rules import Line
from disputes.models import Agreement, BreachFollowUp, Dossier, Promise, Signature
from disputes.transitions.content import Content, Item

CONTENT = ("facts", "issue", "responsibility", "terms", "performance", "copies")


class BindIn(VersionIn):
    """Binding the file: term of keeping, day, what has to be said of it."""

    keep = serializers.ChoiceField(choices=Dossier.Keep.choices)
    on = serializers.DateField(required=False)
    remarks = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class DossierPaperOut(serializers.Serializer[Line]):
    """One paper of the standard set: have, lack or not_needed, and why."""

    paper = serializers.CharField()
    name = serializers.CharField()
    state = serializers.CharField()
    why = serializers.CharField()


class DossierOut(serializers.Serializer[Any]):
    """The file: its papers, and where it stands once it is bound."""

    papers = DossierPaperOut(many=True)
    volume = serializers.CharField()
    bound_on = serializers.DateField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)


class BreachFollowUpOut(serializers.ModelSerializer[BreachFollowUp]):
    """What was done about a broken promise."""

    words = serializers.CharField()

    class Meta:
        model = BreachFollowUp
        fields = ("step", "done_on", "words", "next_on")


class PromiseOut(serializers.ModelSerializer[Promise]):
    """One dated item of an agreement; amount in fen."""

    by_party = serializers.IntegerField(source="by_party_id")
    to_party = serializers.IntegerField(source="to_party_id", allow_null=True)
    what = serializers.CharField()
    performed_words = serializers.CharField()
    breached_words = serializers.CharField()
    follow_ups = BreachFollowUpOut(many=True)

    class Meta:
        model = Promise
        fields = (
            "uid",
            "ordinal",
            "by_party",
            "to_party",
            "what",
            "way",
            "amount",
            "due_on",
            "status",
            "performed_on",
            "performed_words",
            "breached_on",
            "breached_words",
            "version",
            "follow_ups",
        )


class SignatureOut(serializers.ModelSerializer[Signature]):
    """One party's signature."""

    party = serializers.IntegerField(source="party_id")

    class Meta:
        model = Signature
        fields = ("party", "signed_on", "manner")


class AgreementOut(serializers.ModelSerializer[Agreement]):
    """What was agreed; effective_on is null while a written one is not signed and sealed."""

    facts = serializers.CharField()
    issue = serializers.CharField()
    responsibility = serializers.CharField()
    terms = serializers.CharField()
    performance = serializers.CharField()
    signatures = SignatureOut(many=True)

    class Meta:
        model = Agreement
        fields = (
            "form",
            "facts",
            "issue",
            "responsibility",
            "terms",
            "performance",
            "copies",
            "agreed_on",
            "parties_signed_on",
            "mediator_signed_on",
            "sealed_on",
            "effective_on",
            "registered",
            "signatures",
        )


class ItemIn(serializers.Serializer[Promise]):
    """约定事项; amount in fen."""

    by_party = serializers.IntegerField()
    to_party = serializers.IntegerField(required=False, allow_null=True)
    what = serializers.CharField(max_length=300)
    way = serializers.ChoiceField(choices=Promise.Way.choices)
    amount = serializers.IntegerField(required=False, allow_null=True)
    due_on = serializers.DateField()


class OralIn(VersionIn):
    """口头协议."""

    items = ItemIn(many=True)
    terms = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    performance = serializers.CharField(max_length=200, required=False, allow_blank=True)
    registered = serializers.BooleanField()
    agreed_on = serializers.DateField(required=False)
    answers = AnswersField(required=False)


class WrittenIn(VersionIn):
    """书面协议; signed_on: everybody signed and the seal is on; left out, it is a draft."""

    facts = serializers.CharField(max_length=2000)
    issue = serializers.CharField(max_length=2000)
    responsibility = serializers.CharField(max_length=2000)
    items = ItemIn(many=True)
    terms = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    performance = serializers.CharField(max_length=200, required=False, allow_blank=True)
    copies = serializers.IntegerField(required=False, min_value=2, max_value=99)
    agreed_on = serializers.DateField(required=False)
    signed_on = serializers.DateField(required=False)
    answers = AnswersField(required=False)


class SignedIn(serializers.Serializer[Signature]):
    """One party's signature."""

    party = serializers.IntegerField()
    manner = serializers.ChoiceField(choices=Signature.Manner.choices)


class SignIn(VersionIn):
    """登记签名盖章: who signed on one day."""

    signed = SignedIn(many=True, required=False)
    mediator = serializers.BooleanField(required=False)
    seal = serializers.BooleanField(required=False)
    on = serializers.DateField(required=False)


class PerformIn(VersionIn):
    """登记履行."""

    on = serializers.DateField(required=False)
    words = serializers.CharField(max_length=500)


class BreachIn(PerformIn):
    """登记未履行."""


class FollowIn(VersionIn):
    """登记跟进."""

    step = serializers.ChoiceField(choices=BreachFollowUp.Step.choices)
    on = serializers.DateField(required=False)
    words = serializers.CharField(max_length=1000)
    next_on = serializers.DateField(required=False)


def with_content(data: dict[str, Any]) -> dict[str, Any]:
    """What was sent, its content put together as the verbs take it."""
    items = tuple(Item(**item) for item in data.pop("items"))
    said = {name: data.pop(name) for name in CONTENT if name in data}
    return data | {"content": Content(items=items, **said)}
