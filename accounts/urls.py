"""Page addresses of accounts."""

from django.urls import path

from accounts import mode
from accounts.views import export, log, me, posting, signin, user

app_name = "accounts"

urlpatterns = [
    path("login", signin.SignIn.as_view(), name="login"),
    path("logout", signin.sign_out, name="logout"),
    path("password", signin.OwnPassword.as_view(), name="password_change"),
    path("mode", mode.switch, name="mode"),
    path("me", me.Me.as_view(), name="me"),
    path("users/", user.UserList.as_view(), name="user_list"),
    path("users/new", user.UserNew.as_view(), name="user_form"),
    path("users/<int:pk>/sex", user.UserSex.as_view(), name="user_sex"),
    path("users/<int:pk>/own-id", user.UserOwnId.as_view(), name="user_own_id"),
    path("users/<int:pk>/disable", user.UserDisable.as_view(), name="user_disable"),
    path("users/<int:pk>/enable", user.UserEnable.as_view(), name="user_enable"),
    path("users/<int:pk>/reset", user.UserReset.as_view(), name="user_reset"),
    path("postings/new/<int:pk>", posting.PostingGrant.as_view(), name="posting_form"),
    path("postings/", posting.PostingList.as_view(), name="posting_list"),
    path("postings/<int:pk>/end", posting.PostingEnd.as_view(), name="posting_end"),
    path("logs/", log.LogList.as_view(), name="log_list"),
    path("logs/readings", log.ReadingLogList.as_view(), name="reading_log_list"),
    path("logs/exports", export.ExportLogList.as_view(), name="export_log_list"),
    path("exports/", export.OwnExports.as_view(), name="export_list"),
    path("exports/<uuid:uid>", export.ExportDetail.as_view(), name="export_detail"),
    path("exports/<uuid:uid>/file", export.ExportTake.as_view(), name="export_file"),
]
