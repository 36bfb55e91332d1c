"""Addresses of what is written offline: the door, the kept items, the empty pages."""

from django.urls import URLPattern, URLResolver, path

from households.views import shell, sync, sync_door

urlpatterns: list[URLPattern | URLResolver] = [
    path("sync/", sync_door.SyncDoor.as_view(), name="sync_door"),
    path("sync/frame", sync_door.SyncFrame.as_view(), name="sync_frame"),
    path("sync/items/", sync.SyncList.as_view(), name="sync_list"),
    path("sync/items/<uuid:uid>", sync.SyncDetail.as_view(), name="sync_detail"),
    path("sync/items/<uuid:uid>/again", sync.SyncAgain.as_view(), name="sync_again"),
    path("sync/items/<uuid:uid>/settle", sync.SyncSettle.as_view(), name="sync_settle"),
    path("offline/", shell.shell, name="offline_list"),
    path("offline/<slug:form>", shell.shell, name="offline"),
    path("sw.js", shell.worker, name="worker"),
]
