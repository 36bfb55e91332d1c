"""What reports adds to the database itself, installed with the walls.

Lines of the trail are the unit's above to read. A unit that keeps what it can still gain has to
know that something was done above it, and nothing else: `anjia_told_above` answers yes or no, for
places that contain a part of the asker's own reach, and never for a line of a family's file or of
a matter.
"""

from __future__ import annotations

from accounts.wall_sql import APP_ROLE
from accounts.walls import WIDTHS


def script() -> str:
    """Idempotent SQL, run as the owner role by `install_database`."""
    width = " ".join(f"WHEN p % {w} = 0 THEN {w}" for w in WIDTHS)
    return f"""
CREATE OR REPLACE FUNCTION anjia_told_above(places bigint[], nouns text[], since timestamptz)
RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(places) p JOIN public.accounts_trail t ON t.place = p
     WHERE int8range(p, p + CASE {width} ELSE 1 END) && (SELECT public.reach())
       AND t.at >= since AND t.noun = ANY (nouns) AND t.file IS NULL AND t.matter IS NULL);
END $$;
REVOKE ALL ON FUNCTION anjia_told_above(bigint[], text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION anjia_told_above(bigint[], text[], timestamptz) TO {APP_ROLE};
"""
