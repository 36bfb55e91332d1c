"""A published score is frozen: the database itself refuses every change of its rows."""

from django.db import migrations

GUARD = """
CREATE FUNCTION reports_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stage text; wanted bigint;
BEGIN
  IF TG_TABLE_NAME = 'reports_scoreline' THEN
    SELECT s.run_id INTO wanted FROM reports_scoresheet s
     WHERE s.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.sheet_id ELSE NEW.sheet_id END;
  ELSE
    wanted := CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END;
  END IF;
  SELECT r.stage INTO stage FROM reports_scoringrun r WHERE r.id = wanted;
  IF stage = 'published' THEN
    RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER frozen_when_published BEFORE UPDATE OR DELETE ON reports_scoreline
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_published();
CREATE TRIGGER frozen_when_published BEFORE INSERT OR UPDATE OR DELETE ON reports_scoresheet
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_published();
CREATE TRIGGER frozen_when_published BEFORE INSERT OR UPDATE OR DELETE ON reports_veto
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_published();

CREATE FUNCTION reports_refuse_unpublish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage = 'published' AND (TG_OP = 'DELETE' OR to_jsonb(NEW) <> to_jsonb(OLD)) THEN
    RAISE EXCEPTION 'published scores are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER frozen_when_published BEFORE UPDATE OR DELETE ON reports_scoringrun
  FOR EACH ROW EXECUTE FUNCTION reports_refuse_unpublish();
"""
UNDO = """
DROP TRIGGER frozen_when_published ON reports_scoringrun;
DROP TRIGGER frozen_when_published ON reports_veto;
DROP TRIGGER frozen_when_published ON reports_scoresheet;
DROP TRIGGER frozen_when_published ON reports_scoreline;
DROP FUNCTION reports_refuse_unpublish();
DROP FUNCTION reports_refuse_published();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
