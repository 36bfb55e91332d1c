"""Page addresses of accounts."""

from django.urls import path

from accounts import mode
from accounts.views import signin

app_name = "accounts"

urlpatterns = [
    path("login", signin.SignIn.as_view(), name="login"),
    path("logout", signin.sign_out, name="logout"),
    path("password", signin.OwnPassword.as_view(), name="password_change"),
    path("mode", mode.switch, name="mode"),
]
