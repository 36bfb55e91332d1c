"""One run under way at a time; a published score takes no new line and lets none go."""

from django.db import migrations, models

# The runs touched by the changed rows of each table; one look per statement, not per row.
RUNS = {
    "reports_scoresheet": "SELECT run_id FROM {rows}",
    "reports_veto": "SELECT run_id FROM {rows}",
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
              WHERE stage = 'published' AND id IN ({runs})) THEN
    RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER frozen_{event.lower()} AFTER {event} ON {table} REFERENCING {shown}
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


GUARD = """
DROP TRIGGER frozen_when_published ON reports_scoresheet;
DROP TRIGGER frozen_when_published ON reports_scoreline;
DROP TRIGGER frozen_when_published ON reports_veto;
DROP FUNCTION reports_refuse_published();
""" + "".join(guard(table, event) for table in RUNS for event in EVENTS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_published_is_frozen")]
    operations = [
        migrations.AddConstraint(
            model_name="scoringrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["queued", "running"])),
                fields=("campaign",),
                name="run_one_under_way",
            ),
        ),
        migrations.AlterField(
            model_name="linechange",
            name="after",
            field=models.DecimalField(decimal_places=2, max_digits=6, null=True),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
