"""What was issued does not change: declared on the model (walls.Frozen), kept by triggers.

The verbs refuse first, with a sentence; the triggers are the last guard and bind the owner role
too. Installed with the walls, idempotent like them."""

from __future__ import annotations

from django.db import models

from accounts.walls import Frozen

# The arguments of the first are the columns that may still change; of the second: the table of the
# row it hangs on, the column with its key, and the condition asked of it. The second reads past the
# walls: a row that the writer cannot see is frozen all the same.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION anjia_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  but text[] := coalesce(TG_ARGV, '{}');  -- no argument is no array at all
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - but <> to_jsonb(OLD) - but THEN
    RAISE EXCEPTION 'frozen row of %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION anjia_frozen_with() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  keys bigint[]; held boolean;
BEGIN
  IF TG_OP <> 'INSERT' THEN keys := keys || (to_jsonb(OLD) ->> TG_ARGV[1])::bigint; END IF;
  IF TG_OP <> 'DELETE' THEN keys := keys || (to_jsonb(NEW) ->> TG_ARGV[1])::bigint; END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = ANY ($1) AND %s)',
    TG_ARGV[0], TG_ARGV[2]) INTO held USING keys;
  IF held THEN
    RAISE EXCEPTION 'frozen row of %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

REVOKE ALL ON FUNCTION anjia_frozen_with() FROM PUBLIC;
"""


def triggers(model: type[models.Model]) -> str:
    """The triggers of a model; former ones go where it declares none any more."""
    table = model._meta.db_table
    frozen = getattr(model, "frozen", None)
    out = [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name in ("frozen", "frozen_stays")]
    if isinstance(frozen, Frozen):
        out += _with_parent(model, frozen) if frozen.on else _alone(table, frozen)
    return ";\n".join(out) + ";\n"


def _alone(table: str, frozen: Frozen) -> list[str]:
    old, new = (frozen.when.format(row=row) for row in ("OLD", "NEW"))
    columns = ", ".join(f"'{name}'" for name in frozen.but)
    return [
        f"CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        f"WHEN ({old}) EXECUTE FUNCTION anjia_frozen({columns})",
        # The state itself may go on (withdrawn, replaced), but not back.
        f"CREATE TRIGGER frozen_stays BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({old} AND NOT ({new})) EXECUTE FUNCTION anjia_frozen()",
    ]


def _with_parent(model: type[models.Model], frozen: Frozen) -> list[str]:
    field = model._meta.get_field(frozen.on)
    assert isinstance(field, models.ForeignKey)
    assert isinstance(field.related_model, type)
    parent, when = field.related_model._meta.db_table, frozen.when.format(row="").lstrip(".")
    quoted = when.replace("'", "''")
    return [
        f"CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON {model._meta.db_table} "
        f"FOR EACH ROW EXECUTE FUNCTION anjia_frozen_with('{parent}', '{field.column}', '{quoted}')"
    ]
