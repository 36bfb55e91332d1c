"""A published score is frozen: the database itself refuses every change of its rows, also after a
revision took its place. Also: a line stands under the unit of its own sheet; how the keys of a
run's rows are packed."""

from django.db import migrations

# The runs touched by the changed rows of each table; one look per statement, not per row.
RUNS = {
    "reports_scoresheet": "SELECT run_id FROM {rows}",
    "reports_runrows": "SELECT run_id FROM {rows}",
    "reports_scoreline": (
        "SELECT s.run_id FROM {rows} r JOIN reports_scoresheet s ON s.id = r.sheet_id"
    ),
    "reports_linechange": (
        "SELECT s.run_id FROM {rows} r JOIN reports_scoreline l ON l.id = r.line_id"
        " JOIN reports_scoresheet s ON s.id = l.sheet_id"
    ),
}
EVENTS = {
    "INSERT": ("NEW TABLE AS fresh", ("fresh",)),
    "UPDATE": ("OLD TABLE AS former NEW TABLE AS fresh", ("former", "fresh")),
    "DELETE": ("OLD TABLE AS former", ("former",)),
}


def guard(table, event):
    """Function and trigger of one table and kind of change."""
    shown, tables = EVENTS[event]
    name = f"{table}_frozen_{event.lower()}"
    runs = " UNION ALL ".join(RUNS[table].format(rows=rows) for rows in tables)
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM reports_scoringrun
              WHERE stage IN ('published', 'corrected') AND id IN ({runs})) THEN
    RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER frozen_{event.lower()} AFTER {event} ON {table} REFERENCING {shown}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


GUARD = """
CREATE FUNCTION reports_refuse_unpublish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage NOT IN ('published', 'corrected') THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) THEN
      RETURN NEW;
    END IF;
    -- The only way on: a signed revision takes its place.
    IF OLD.stage = 'published' AND NEW.stage = 'corrected'
       AND to_jsonb(NEW) - 'stage' = to_jsonb(OLD) - 'stage'
       AND EXISTS (SELECT 1 FROM reports_scoringrun
                    WHERE revises_id = OLD.id AND stage = 'signed') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER frozen_when_published BEFORE UPDATE OR DELETE ON reports_scoringrun
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_unpublish();
""" + "".join(guard(table, event) for table in RUNS for event in EVENTS)

# One key instead of one to the sheet and one to the unit: it says more, and a county's ten thousand
# lines are looked up once, not twice.
SAME_UNIT = """
ALTER TABLE reports_scoresheet ADD CONSTRAINT sheet_with_unit UNIQUE (id, unit_id);
ALTER TABLE reports_scoreline ADD CONSTRAINT line_of_its_sheets_unit
  FOREIGN KEY (sheet_id, unit_id) REFERENCES reports_scoresheet (id, unit_id)
  DEFERRABLE INITIALLY DEFERRED;
"""

# Long texts of keys are packed several times quicker; a server built without it keeps its own way.
QUICKER = """
DO $$ BEGIN
  ALTER TABLE reports_runrows ALTER COLUMN rows SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RunSQL(SAME_UNIT, migrations.RunSQL.noop),
        migrations.RunSQL(QUICKER, migrations.RunSQL.noop),
    ]
