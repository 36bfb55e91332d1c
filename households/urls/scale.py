"""Page addresses of the scale of tiers."""

from django.urls import URLPattern, URLResolver, path

from households.views import scale

urlpatterns: list[URLPattern | URLResolver] = [
    path("scales/", scale.ScaleList.as_view(), name="scale_list"),
    path("scales/draft", scale.ScaleDraft.as_view(), name="scale_draft"),
    path("scales/<uuid:uid>", scale.ScaleDetail.as_view(), name="scale_detail"),
    path("scales/<uuid:uid>/colours", scale.ScaleColours.as_view(), name="scale_colours"),
    path("scales/<uuid:uid>/levels/<slug:hue>", scale.ScaleLevel.as_view(), name="scale_level"),
    path("scales/<uuid:uid>/points", scale.ScalePoints.as_view(), name="scale_points"),
    path("scales/<uuid:uid>/publish", scale.ScalePublish.as_view(), name="scale_publish"),
    path("scales/<uuid:uid>/drop", scale.ScaleDrop.as_view(), name="scale_drop"),
]
