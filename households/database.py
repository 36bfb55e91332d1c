"""What households adds to the database itself, installed with the walls.

Row-level security keeps the planner from using an index on anything but leak-proof operators, and
array containment is not one: under the wall a search would read every household of the county.
`anjia_find` looks in the indexes as the owner and applies the reach itself; it answers with keys
only, and what they stand for is then read through the walls like anything else.
"""

from __future__ import annotations

from accounts.wall_sql import APP_ROLE

_REACH = "village_id <@ (SELECT public.case_reach())"


def script() -> str:
    """Idempotent SQL, run as the owner role by `install_database`."""
    return f"""
CREATE OR REPLACE FUNCTION anjia_find(
  wanted bigint[], marks bigint[], low text, high text, most int
) RETURNS TABLE (household bigint, member bigint)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public SET enable_seqscan = off AS $$
  (SELECT id, NULL::bigint FROM public.households_household
    WHERE cardinality(wanted) > 0 AND keys @> wanted AND {_REACH} LIMIT most)
  UNION ALL
  (SELECT household_id, id FROM public.households_member
    WHERE cardinality(marks) > 0 AND keys @> marks AND {_REACH} LIMIT most)
  UNION ALL
  (SELECT id, NULL::bigint FROM public.households_household
    WHERE low <> '' AND head_pinyin ~>=~ low AND head_pinyin ~<~ high AND {_REACH} LIMIT most)
  UNION ALL
  (SELECT id, NULL::bigint FROM public.households_household
    WHERE low <> '' AND head_initials ~>=~ low AND head_initials ~<~ high AND {_REACH}
    LIMIT most)
  UNION ALL
  (SELECT household_id, id FROM public.households_member
    WHERE low <> '' AND pinyin ~>=~ low AND pinyin ~<~ high AND {_REACH} LIMIT most)
  UNION ALL
  (SELECT household_id, id FROM public.households_member
    WHERE low <> '' AND initials ~>=~ low AND initials ~<~ high AND {_REACH} LIMIT most)
$$;
REVOKE ALL ON FUNCTION anjia_find(bigint[], bigint[], text, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION anjia_find(bigint[], bigint[], text, text, int) TO {APP_ROLE};
"""
