"""The declared walls as SQL: reach functions, policies, grants and guards (A6, B3, T2–T5).

Everything is idempotent and runs as the owner role after each migration. The application
role owns nothing, has no DDL and cannot bypass policies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.db import models
from django.utils.module_loading import module_has_submodule

from accounts import frozen_sql, seal_sql
from accounts.roles import AREA_ROLES, CASE_ROLES, UPPER_ROLES, Role, incompatible
from accounts.walls import CITY_WIDTH, COUNTY_WIDTH, FAMILIES, MATTERS, WIDTHS, Kind, Wall

APP_ROLE = "anjia_app"
CLOSED = {FAMILIES: "closed_files", MATTERS: "closed_matters"}  # the functions of seal_sql
APPS = ("accounts", "campaigns", "households", "disputes", "reports")
# Tables of Django itself: sessions are needed before anybody is known; the rest is read-only.
FRAMEWORK_WRITABLE = {"django_session"}
FRAMEWORK_READABLE = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}


def walled_models() -> Iterator[tuple[type[models.Model], Wall]]:
    """Our concrete models with their declared wall; a model without one is an error."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            wall = getattr(model, "wall", None)
            if not isinstance(wall, Wall):
                raise LookupError(f"{model._meta.label} declares no wall")
            yield model, wall


def pads(key: str) -> tuple[bytes, bytes]:
    """The inner and outer padded keys of HMAC-SHA256 (RFC 2104), 64 bytes each."""
    raw = key.encode()
    if len(raw) > 64:
        raw = hashlib.sha256(raw).digest()
    raw = raw.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in raw), bytes(b ^ 0x5C for b in raw)


def _roles(roles: frozenset[Role]) -> str:
    return "ARRAY[" + ",".join(f"'{r.value}'" for r in sorted(roles)) + "]"


def _reaches(name: str, roles: frozenset[Role]) -> str:
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS int8multirange
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ BEGIN RETURN public.anjia_spans({_roles(roles)}); END $$;
"""


def functions() -> str:
    """anjia_actor: the user a valid token names. reach/case_reach: today's multirange. everywhere:
    whether the system asks, the one actor whose reach is the whole country. All in
    PL/pgSQL, which plans once in a session: a function in SQL is planned again by every query,
    which cost more than the query itself."""
    return f"""
CREATE OR REPLACE FUNCTION anjia_actor() RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  parts text[]; body text; k public.accounts_scopekey;
BEGIN
  parts := string_to_array(coalesce(current_setting('anjia.token', true), ''), '.');
  IF array_length(parts, 1) IS DISTINCT FROM 3
     OR parts[1] !~ '^[0-9]{{1,18}}$' OR parts[2] !~ '^[0-9]{{1,12}}$' THEN RETURN NULL; END IF;
  SELECT * INTO k FROM public.accounts_scopekey;
  body := parts[1] || '.' || parts[2];
  IF k.inner IS NULL OR parts[3] IS DISTINCT FROM
     encode(sha256(k.outer || sha256(k.inner || convert_to(body, 'UTF8'))), 'hex')
  THEN RETURN NULL; END IF;
  IF parts[2]::bigint < extract(epoch FROM clock_timestamp()) THEN RETURN NULL; END IF;
  RETURN parts[1]::bigint;
END $$;

CREATE OR REPLACE FUNCTION anjia_spans(wanted text[]) RETURNS int8multirange
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  actor bigint := public.anjia_actor();
  today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
  everywhere boolean;
  own int8multirange;
  more int8multirange;
BEGIN
  SELECT u.is_system INTO everywhere FROM public.accounts_user u
   WHERE u.id = actor AND u.is_active;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF everywhere THEN RETURN '{{[0,1000000000000)}}'::int8multirange; END IF;
  SELECT range_agg(p.span) INTO own FROM public.accounts_posting p
   WHERE p.user_id = actor AND p.role = ANY (wanted) AND today <@ p.days;
  IF own IS NULL THEN RETURN '{{}}'::int8multirange; END IF;
  LOOP -- what was taken over, and what that had taken over before
    more := own + coalesce((
      SELECT range_agg(int8range(d.code, d."end")) FROM public.campaigns_division d
       WHERE d.successor_id >= lower(own) AND d.successor_id < upper(own) AND d.successor_id <@ own
    ), '{{}}'::int8multirange);
    IF more = own THEN RETURN own; END IF;
    own := more;
  END LOOP;
END $$;

{_reaches("reach", AREA_ROLES)}
{_reaches("case_reach", CASE_ROLES)}
{_reaches("upper_reach", UPPER_ROLES)}
{_reaches("log_reach", frozenset({Role.AUDIT_ADMIN}))}
{_reaches("grant_reach", frozenset({Role.SECURITY_ADMIN}))}
CREATE OR REPLACE FUNCTION everywhere() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ BEGIN RETURN EXISTS (SELECT FROM public.accounts_user u
   WHERE u.id = public.anjia_actor() AND u.is_system AND u.is_active); END $$;
CREATE OR REPLACE FUNCTION upper_codes() RETURNS int8multirange
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  spans int8multirange := public.upper_reach();
BEGIN
  RETURN coalesce((SELECT range_agg(int8range(lower(s), lower(s) + 1)) FROM unnest(spans) s),
    '{{}}'::int8multirange);
END $$;

CREATE OR REPLACE FUNCTION anjia_system() RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ BEGIN RETURN (SELECT id FROM public.accounts_user WHERE is_system ORDER BY id LIMIT 1); END $$;

CREATE OR REPLACE FUNCTION anjia_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$;

REVOKE ALL ON FUNCTION anjia_spans(text[]), anjia_actor() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION anjia_actor(), anjia_system(), everywhere(), reach(), case_reach(),
  upper_reach(), upper_codes(), log_reach(), grant_reach() TO {APP_ROLE};
"""


def account_guards() -> str:
    """Rights come from accounts, so the application's own SQL may not make them: nobody becomes
    the system, only a security administrator (or the system) writes postings, inside her own
    county and never her own, and no person holds incompatible roles at a time (三员分立). One of a
    city or a province reaches its own code alone (models.posting.span_of): she grants there what
    looks down on the counties, and nothing inside them."""
    pairs = ",".join(f"'{a.value}>{b.value}'" for a in Role for b in Role if incompatible(a, b))
    acting = "(SELECT everywhere())"
    looking_down = (
        f"role = ANY ({_roles(UPPER_ROLES)}) AND division_id <@ (SELECT grant_reach()) AND EXISTS "
        "(SELECT FROM campaigns_division d WHERE d.code = division_id "
        'AND span = int8range(d.code, d."end"))'
    )
    granting = (
        f"{acting} OR (user_id <> (SELECT anjia_actor()) "
        f"AND (span <@ (SELECT grant_reach()) OR ({looking_down})))"
    )
    ordinary = f"NOT is_system OR {acting}"
    return f"""
REVOKE DELETE ON accounts_user, accounts_posting FROM {APP_ROLE};
ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_posting ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS shown ON accounts_user;
DROP POLICY IF EXISTS made ON accounts_user;
DROP POLICY IF EXISTS changed ON accounts_user;
DROP POLICY IF EXISTS shown ON accounts_posting;
DROP POLICY IF EXISTS made ON accounts_posting;
DROP POLICY IF EXISTS changed ON accounts_posting;
CREATE POLICY shown ON accounts_user FOR SELECT TO {APP_ROLE} USING (true);
CREATE POLICY made ON accounts_user FOR INSERT TO {APP_ROLE} WITH CHECK ({ordinary});
CREATE POLICY changed ON accounts_user FOR UPDATE TO {APP_ROLE}
  USING ({ordinary}) WITH CHECK ({ordinary});
CREATE POLICY shown ON accounts_posting FOR SELECT TO {APP_ROLE} USING (true);
CREATE POLICY made ON accounts_posting FOR INSERT TO {APP_ROLE} WITH CHECK ({granting});
CREATE POLICY changed ON accounts_posting FOR UPDATE TO {APP_ROLE}
  USING ({granting}) WITH CHECK ({granting});

CREATE OR REPLACE FUNCTION anjia_roles_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM 1 FROM public.accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM public.accounts_posting p
      WHERE p.user_id = NEW.user_id AND p.id <> NEW.id AND p.days && NEW.days
        AND (p.role || '>' || NEW.role) = ANY (ARRAY[{pairs}])) THEN
    RAISE EXCEPTION 'incompatible roles' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'posting_roles_apart';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS roles_apart ON accounts_posting;
CREATE TRIGGER roles_apart BEFORE INSERT OR UPDATE ON accounts_posting
  FOR EACH ROW EXECUTE FUNCTION anjia_roles_apart();
"""


def table_sql(model: type[models.Model], wall: Wall) -> str:
    """Grants, policy and triggers of one table."""
    table = model._meta.db_table
    out = [f"REVOKE ALL ON {table} FROM {APP_ROLE}"]
    if wall.kind is Kind.SECRET:
        return ";\n".join(out) + ";\n"
    if wall.kind is Kind.LOG:
        out.append(f"GRANT SELECT, INSERT ON {table} TO {APP_ROLE}")
        out += _log_guards(model, wall)
    else:
        out.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}")
        if wall.kind in (Kind.CASE, Kind.FILE, Kind.AREA, Kind.COUNTY, Kind.SHARED):
            function = "case_reach" if wall.kind in (Kind.CASE, Kind.FILE) else "reach"
            inside = f"{wall.column} <@ (SELECT {function}())"
            more = "".join(f" OR {c} <@ (SELECT {function}())" for c in wall.more)
            inside = f"({inside}{more})" if more else inside
            inside += _open(model, wall)
            # The CASE keeps the planner from guessing that one row in 200 passes, a guess that
            # turned counts over a county into nested loops (2–3 times the CPU time).
            # The system is asked for first, once a query: its rows cost no search of the reach.
            plain = (
                f"CASE WHEN (SELECT everywhere()) THEN true WHEN {inside} THEN true ELSE false END"
            )
            shown = _touches(wall.column) if wall.kind is Kind.COUNTY else plain
            out += [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"DROP POLICY IF EXISTS wall ON {table}",
                f"CREATE POLICY wall ON {table} TO {APP_ROLE} USING ({shown}) WITH CHECK ({plain})",
                f"DROP POLICY IF EXISTS wall_above ON {table}",
                f"DROP POLICY IF EXISTS wall_upper ON {table}",
            ]
            if wall.upper:
                out.append(
                    f"CREATE POLICY wall_upper ON {table} FOR SELECT TO {APP_ROLE} "
                    f"USING ({wall.upper} <@ (SELECT upper_codes()))"
                )
            if wall.above:
                out.append(
                    f"CREATE POLICY wall_above ON {table} FOR SELECT TO {APP_ROLE} "
                    f"USING ({wall.column} <@ (SELECT upper_reach()))"
                )
            if wall.kind is Kind.SHARED:
                # Read from below too; written, locked and deleted only from the unit or above it.
                out += [
                    f"DROP POLICY IF EXISTS wall_read ON {table}",
                    f"CREATE POLICY wall_read ON {table} FOR SELECT TO {APP_ROLE} "
                    f"USING ({_reaches_up(wall.column)}{_offered(model, wall)})",
                ]
        elif wall.kind is Kind.OWN:
            out += _own_guard(table, wall.column)
    return ";\n".join(out) + ";\n"


def _own_guard(table: str, column: str) -> list[str]:
    """Rows of one person: nobody else reads, writes or deletes them; the system may."""
    mine = f"{column} = (SELECT anjia_actor()) OR (SELECT everywhere())"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS wall ON {table}",
        f"CREATE POLICY wall ON {table} TO {APP_ROLE} USING ({mine}) WITH CHECK ({mine})",
    ]


def _open(model: type[models.Model], wall: Wall) -> str:
    """AND the row's file is not closed to the actor; a row without a file is open. A row that
    hangs on another (hazard__family_id) is as visible as that one, whose own policy decides."""
    out = ""
    for shelf, keys in wall.shelves:
        for key in keys:
            parent, _, column = key.rpartition("__")
            if parent:
                out += _as_visible_as(model, parent)
            else:
                out += f" AND ({column} <@ (SELECT {CLOSED[shelf]}())) IS NOT TRUE"
    return out


def _as_visible_as(model: type[models.Model], parent: str) -> str:
    field = model._meta.get_field(parent)
    assert isinstance(field, models.ForeignKey)
    on = field.related_model
    assert isinstance(on, type)
    mine = f"{model._meta.db_table}.{field.column}"
    table = on._meta.db_table
    return f" AND ({mine} IS NULL OR EXISTS (SELECT FROM {table} p WHERE p.id = {mine}))"


def _touches(column: str) -> str:
    """Whether the county at `column` shares a code with the reach."""
    width = f"CASE WHEN {column} % {CITY_WIDTH} = 0 THEN {CITY_WIDTH} ELSE {COUNTY_WIDTH} END"
    return f"int8range({column}, {column} + {width}) && (SELECT reach())"


def _reaches_up(column: str) -> str:
    """Whether the unit at `column`, of whatever level, shares a code with the reach."""
    width = " ".join(f"WHEN {column} % {w} = 0 THEN {w}" for w in WIDTHS)
    span = f"int8range({column}, {column} + CASE {width} ELSE 1 END)"
    return f"CASE WHEN {span} && (SELECT reach()) THEN true ELSE false END"


def _offered(model: type[models.Model], wall: Wall) -> str:
    """AND the row is no draft any more; one that hangs on another is read with that one."""
    if wall.offered is None:
        return ""
    field, values = wall.offered
    parent, _, column = field.rpartition("__")
    if parent:
        return _as_visible_as(model, parent)
    if not values:
        return f" AND {column} IS NULL"
    names = ", ".join(f"'{value}'" for value in values)
    return f" AND {column} IN ({names})"


def _log_guards(model: type[models.Model], wall: Wall) -> list[str]:
    table, column = model._meta.db_table, wall.column
    open_ = _open(model, wall)
    case = f" OR ({column} <@ (SELECT case_reach()){open_})" if open_ else ""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS wall ON {table}",
        f"DROP POLICY IF EXISTS wall_insert ON {table}",
        f"CREATE POLICY wall ON {table} FOR SELECT TO {APP_ROLE} "
        # One's own rows too: an INSERT that returns its key must be able to read it.
        f"USING (by_id = (SELECT anjia_actor()) OR {column} <@ (SELECT log_reach()){case})",
        # Nobody writes another person's line; the system writes for everybody.
        f"CREATE POLICY wall_insert ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ("
        "(SELECT everywhere()) OR by_id = (SELECT anjia_actor()) "
        "OR (by_id = (SELECT anjia_system()) AND (SELECT anjia_actor()) IS NOT NULL))",
        f"DROP TRIGGER IF EXISTS append_only ON {table}",
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION anjia_refuse_change()",
    ]


def _told() -> Iterator[str]:
    """What an app adds of its own: the script of its module `database`, if it has one."""
    for config in apps.get_app_configs():
        if config.name in APPS and module_has_submodule(config.module, "database"):
            yield import_module(f"{config.name}.database").script()


def everything() -> str:
    """The whole installation as one script."""
    script = [
        functions(),
        frozen_sql.FUNCTIONS,
        seal_sql.functions(_roles(CASE_ROLES), APP_ROLE),
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE};\n",
    ]
    for model, wall in walled_models():
        script.append(table_sql(model, wall))
        script.append(frozen_sql.triggers(model))
    script += [account_guards(), seal_sql.guards(APP_ROLE)]
    script += _told()
    for table in sorted(FRAMEWORK_WRITABLE):
        script.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE};\n")
    for table in sorted(FRAMEWORK_READABLE):
        script.append(f"GRANT SELECT ON {table} TO {APP_ROLE};\n")
    script.append(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};\n")
    return "".join(script)
