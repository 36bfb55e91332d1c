"""One run under way at a time; a published score takes no new line and lets none go."""

from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION reports_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE runs bigint[] := '{}';
BEGIN
  IF TG_TABLE_NAME = 'reports_scoreline' THEN
    SELECT array_agg(s.run_id) INTO runs FROM reports_scoresheet s
     WHERE (TG_OP <> 'INSERT' AND s.id = OLD.sheet_id)
        OR (TG_OP <> 'DELETE' AND s.id = NEW.sheet_id);
  ELSIF TG_TABLE_NAME = 'reports_linechange' THEN
    SELECT array_agg(s.run_id) INTO runs
      FROM reports_scoreline l JOIN reports_scoresheet s ON s.id = l.sheet_id
     WHERE (TG_OP <> 'INSERT' AND l.id = OLD.line_id)
        OR (TG_OP <> 'DELETE' AND l.id = NEW.line_id);
  ELSE
    IF TG_OP <> 'INSERT' THEN runs := runs || OLD.run_id; END IF;
    IF TG_OP <> 'DELETE' THEN runs := runs || NEW.run_id; END IF;
  END IF;
  IF EXISTS (SELECT 1 FROM reports_scoringrun r
              WHERE r.id = ANY (runs) AND r.stage = 'published') THEN
    RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

DROP TRIGGER frozen_when_published ON reports_scoreline;
CREATE TRIGGER frozen_when_published BEFORE INSERT OR UPDATE OR DELETE ON reports_scoreline
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_published();
CREATE TRIGGER frozen_when_published BEFORE INSERT OR UPDATE OR DELETE ON reports_linechange
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_published();
"""
UNDO = "DROP TRIGGER frozen_when_published ON reports_linechange;"


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
        migrations.RunSQL(GUARD, UNDO),
    ]
