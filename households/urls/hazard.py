"""Page addresses of hazards."""

from django.urls import URLPattern, URLResolver, path

from households.views import hazard, hazard_step

urlpatterns: list[URLPattern | URLResolver] = [
    path("hazards/", hazard.HazardList.as_view(), name="hazard_list"),
    path("hazards/new", hazard.HazardNew.as_view(), name="hazard_form"),
    path("hazards/<uuid:uid>", hazard.HazardDetail.as_view(), name="hazard_detail"),
    path("hazards/<uuid:uid>/call", hazard_step.HazardCallNew.as_view(), name="hazard_call"),
    path("hazards/<uuid:uid>/report", hazard_step.HazardFile.as_view(), name="hazard_file"),
    path("hazards/<uuid:uid>/follow", hazard_step.HazardFollow.as_view(), name="hazard_follow"),
    path("hazards/<uuid:uid>/receive", hazard_step.HazardReceive.as_view(), name="hazard_receive"),
    path("hazards/<uuid:uid>/release", hazard_step.HazardRelease.as_view(), name="hazard_release"),
    path("hazards/<uuid:uid>/ask", hazard_step.HazardAsk.as_view(), name="hazard_ask"),
    path("hazards/<uuid:uid>/decline", hazard_step.HazardDecline.as_view(), name="hazard_decline"),
    path("hazards/<uuid:uid>/lift", hazard_step.HazardLift.as_view(), name="hazard_lift"),
    path("hazards/<uuid:uid>/urge", hazard_step.HazardUrge.as_view(), name="hazard_urge"),
]
