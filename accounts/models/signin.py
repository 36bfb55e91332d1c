"""Sign-in tries, for throttling by account and device (reliability D2)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls


class SignInAttempt(models.Model):
    """One try. account and device are keyed hashes; a wrong name leaves the same trace as a
    wrong password."""

    wall = walls.SYSTEM

    account = models.CharField(max_length=64)
    device = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    succeeded = models.BooleanField()

    class Meta:
        verbose_name = _("登录尝试")
        indexes = [models.Index(fields=["account", "at"], name="signin_account_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {'成功' if self.succeeded else '失败'}"
