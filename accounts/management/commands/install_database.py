"""Build the second wall after a migration: functions, policies, grants, the scope key; and what
the system comes with."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils.module_loading import module_has_submodule

from accounts import wall_sql
from accounts.models import ScopeKey, User


class Command(BaseCommand):
    """Runs as the owner role; may run any number of times."""

    help = (
        "安装第二道墙：行级安全、授权、只增日志和范围密钥，存入随系统的考核细则"
        "（以属主角色运行，可重复）"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        install()
        self.stdout.write("数据库权限已安装。")


def install() -> None:
    """Apply everything in one transaction on the default connection."""
    inner, outer = wall_sql.pads(settings.SCOPE_KEY)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(wall_sql.everything())
        ScopeKey.objects.update_or_create(pk=1, defaults={"inner": inner, "outer": outer})
        User.objects.system()
        _fill()


def _fill() -> None:
    """What an app stores of its own: `fill()` of its module `installation`, if it has one."""
    for config in apps.get_app_configs():
        if config.name in wall_sql.APPS and module_has_submodule(config.module, "installation"):
            import_module(f"{config.name}.installation").fill()
