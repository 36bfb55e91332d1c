"""Page addresses of mediation committees, their seats and the roster of mediators."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import committee, mediator_entry, seat

urlpatterns: list[URLPattern | URLResolver] = [
    path("committees/", committee.CommitteeList.as_view(), name="committee_list"),
    path("committees/new", committee.CommitteeNew.as_view(), name="committee_form"),
    path("committees/<uuid:uid>", committee.CommitteeDetail.as_view(), name="committee_detail"),
    path("committees/<uuid:uid>/edit", committee.CommitteeEdit.as_view(), name="committee_edit"),
    path(
        "committees/<uuid:uid>/install",
        committee.CommitteeInstall.as_view(),
        name="committee_install",
    ),
    path("committees/<uuid:uid>/renew", committee.CommitteeRenew.as_view(), name="committee_renew"),
    path("committees/<uuid:uid>/end", committee.CommitteeEnd.as_view(), name="committee_end"),
    path("committees/<uuid:uid>/seats/new", seat.SeatTake.as_view(), name="seat_take"),
    path(
        "committees/<uuid:uid>/appoint",
        mediator_entry.MediatorEntryAppoint.as_view(),
        name="mediator_entry_appoint",
    ),
    path("seats/<uuid:uid>/role", seat.SeatRole.as_view(), name="seat_role"),
    path("seats/<uuid:uid>/leave", seat.SeatLeave.as_view(), name="seat_leave"),
    path("mediators/", mediator_entry.MediatorEntryList.as_view(), name="mediator_entry_list"),
    path("mediators/new", mediator_entry.MediatorEntryNew.as_view(), name="mediator_entry_form"),
    path(
        "mediators/<uuid:uid>",
        mediator_entry.MediatorEntryDetail.as_view(),
        name="mediator_entry_detail",
    ),
    path(
        "mediators/<uuid:uid>/edit", mediator_entry.EntryEdit.as_view(), name="mediator_entry_edit"
    ),
    path("mediators/<uuid:uid>/end", mediator_entry.EntryEnd.as_view(), name="mediator_entry_end"),
    path(
        "mediators/<uuid:uid>/contact",
        mediator_entry.EntryContact.as_view(),
        name="mediator_entry_contact",
    ),
]
