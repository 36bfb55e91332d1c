"""Page addresses of help: pairings, care ledgers, service activities."""

from django.urls import URLPattern, URLResolver, path

from households.views import care, pairing, service

urlpatterns: list[URLPattern | URLResolver] = [
    path("pairings/", pairing.PairingList.as_view(), name="pairing_list"),
    path("pairings/<uuid:uid>", pairing.PairingDetail.as_view(), name="pairing_detail"),
    path("pairings/<uuid:uid>/help", pairing.HelpNew.as_view(), name="help_form"),
    path("pairings/<uuid:uid>/consent", pairing.PairingConsent.as_view(), name="pairing_consent"),
    path("pairings/<uuid:uid>/contact", pairing.PairingContact.as_view(), name="pairing_contact"),
    path("pairings/<uuid:uid>/end", pairing.PairingEnd.as_view(), name="pairing_end"),
    path("households/<uuid:uid>/pair", pairing.PairingNew.as_view(), name="pairing_form"),
    path("care/", care.CareList.as_view(), name="care_list"),
    path("care/<uuid:uid>", care.CareDetail.as_view(), name="care_detail"),
    path("care/<uuid:uid>/edit", care.CareEdit.as_view(), name="care_edit"),
    path("care/<uuid:uid>/visit", care.CareVisitNew.as_view(), name="care_visit"),
    path("care/<uuid:uid>/contact", care.CareContact.as_view(), name="care_contact"),
    path("care/<uuid:uid>/end", care.CareEnd.as_view(), name="care_end"),
    path("households/<uuid:uid>/care", care.CareNew.as_view(), name="care_form"),
    path("services/", service.ServiceList.as_view(), name="service_list"),
    path("services/new", service.ServiceNew.as_view(), name="service_form"),
    path("services/<uuid:uid>", service.ServiceDetail.as_view(), name="service_detail"),
    path("services/<uuid:uid>/add", service.ServiceAdd.as_view(), name="service_add"),
    path("services/uses/<uuid:uid>/remove", service.ServiceRemove.as_view(), name="service_remove"),
]
