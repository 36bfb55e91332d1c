"""The first three administrators of a county, each with a first password shown once."""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts import scope
from accounts.models import Posting, User
from accounts.roles import ADMIN_ROLES, Role


class Command(BaseCommand):
    """Refused where the county has administrators: from then on accounts are made on screen."""

    help = "为一个县建立系统、安全、审计三个管理员（三员分立），显示一次初始密码"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", type=int, required=True, help="县的12位区划代码")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["county"]
        with scope.as_system() as system:
            county = apps.get_model("campaigns", "Division").objects.filter(pk=code).first()
            if county is None or not county.is_county:
                raise CommandError("没有这个县，请先导入区划。")
            if Posting.objects.in_force().filter(role__in=ADMIN_ROLES, division=county).exists():
                raise CommandError("这个县已有管理员，请在系统里办理账号。")
            for role in Role:
                if role in ADMIN_ROLES:
                    self._make(role, county, system)

    def _make(self, role: Role, county: Any, system: User) -> None:
        username, password = f"{role.value}_{county.code // 10**6}", secrets.token_urlsafe(15)
        user = User.objects.create_user(username, str(role.label), password)
        Posting.build(
            user=user, role=role, division=county, since=timezone.localdate(), until=None, by=system
        ).save()
        self.stdout.write(f"{role.label}\t{username}\t{password}")
