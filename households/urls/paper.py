"""Page addresses of papers: a page, its rows and its export each."""

from django.urls import URLPattern, URLResolver, path

from households.papers.registry import PAPERS
from households.views import paper

urlpatterns: list[URLPattern | URLResolver] = [
    path("papers/", paper.PaperIndex.as_view(), name="paper_list"),
    path("papers/blank", paper.BlankForm.as_view(), name="paper_blank"),
    path("households/<uuid:uid>/form", paper.HouseholdForm.as_view(), name="household_sheet"),
]
for key, one in PAPERS.items():
    urlpatterns += [
        path(f"papers/{key}", paper.PaperPage.as_view(key=key), name=f"paper_{key}"),
        path(
            f"papers/{key}/export",
            paper.PaperExport.as_view(key=key),
            name=f"paper_{key}_export",
        ),
    ]
    if one.parts:  # its numbers count rows that are listed
        rows = paper.PaperRows.as_view(key=key)
        urlpatterns.append(path(f"papers/{key}/rows", rows, name=f"paper_{key}_rows"))
