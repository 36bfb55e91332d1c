"""One sign-in per role of the demo county."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts import demo


class Command(BaseCommand):
    """Prints a table; nothing where DEMO_DATA is off."""

    help = "显示演示县每个角色的一个登录名"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_DATA:
            return
        for login in demo.logins():
            self.stdout.write(f"  {login.role}\t{login.username}\t{login.password}\t{login.name}")
