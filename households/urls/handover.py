"""Page addresses of keepers, hand-overs and what is overdue."""

from django.urls import URLPattern, URLResolver, path

from households.views import handover, keeper, overdue

urlpatterns: list[URLPattern | URLResolver] = [
    path("keepers/", keeper.KeeperList.as_view(), name="keeper_list"),
    path("keepers/<int:pk>/hand-over", keeper.HandOverMany.as_view(), name="keeper_hand_over"),
    path("keepers/<int:pk>/hold", keeper.KeeperHold.as_view(), name="keeper_hold"),
    path("hand-overs/", handover.HandOverList.as_view(), name="hand_over_list"),
    path("hand-overs/<uuid:uid>", handover.HandOverDetail.as_view(), name="hand_over_detail"),
    path("hand-overs/<uuid:uid>/accept", handover.Accept.as_view(), name="hand_over_accept"),
    path(
        "hand-overs/<uuid:uid>/accept-all",
        handover.AcceptAll.as_view(),
        name="hand_over_accept_all",
    ),
    path("hand-overs/<uuid:uid>/refuse", handover.Refuse.as_view(), name="hand_over_refuse"),
    path("hand-overs/<uuid:uid>/recall", handover.Recall.as_view(), name="hand_over_recall"),
    path("hand-overs/<uuid:uid>/name", handover.Successor.as_view(), name="hand_over_name"),
    path("hand-overs/<uuid:uid>/urge", handover.HandOverUrge.as_view(), name="hand_over_urge"),
    path("overdue/", overdue.OverdueList.as_view(), name="overdue_list"),
    path("overdue/urged", overdue.UrgeList.as_view(), name="urge_list"),
    path("families/<uuid:uid>/urge", overdue.VisitUrge.as_view(), name="visit_urge"),
]
