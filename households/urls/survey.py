"""Page addresses of a survey's sample."""

from django.urls import URLPattern, URLResolver, path

from households.views import survey

urlpatterns: list[URLPattern | URLResolver] = [
    path("surveys/<uuid:uid>/sample", survey.SampleList.as_view(), name="sample_list"),
    path("surveys/<uuid:uid>/draw", survey.SampleDraw.as_view(), name="sample_draw"),
    path("sampled/<uuid:uid>", survey.SampledAsk.as_view(), name="sampled_ask"),
]
