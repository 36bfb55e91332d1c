"""The second wall's half of the seal: which files are closed to the actor, as SQL (C6, C7).

One function, asked once per query (an InitPlan, T2), gives the keys of closed files as a
multirange, so that a row costs one binary search. It answers for the whole county, not only for
the reach: injected SQL that calls it learns row keys, never how many sealed files its own
village has. Whoever is nobody finds every file closed.
"""

from __future__ import annotations

# A term holds from the day it begins until the day it ends, that day no longer (it hides at once).
IN_FORCE = "{0}.since <= today AND ({0}.until IS NULL OR {0}.until > today)"


# Deleted only by the system, when the file itself is erased.
KEPT = (
    "disputes_matterhandler",
    "disputes_matteropening",
    "households_kinship",
    "households_filehandler",
    "households_emergencyopening",
    "households_fileopening",
    "households_legalhold",
)


def functions(case_roles: str, app_role: str) -> str:
    """closed_files(): keys of listed families the actor may not see, though inside the reach.
    closed_matters(): the same of matters: sealed ones she neither handles nor has open, and every
    one a party of which she is, is kin to or lives with (C7); that tie no opening sets aside but
    the household's own emergency."""
    files = f"""
    SELECT f.id FROM public.households_listedfamily f
     WHERE f.sealed AND (f.village_id <@ spans OR f.village_id / 1000000 = ANY (counties))
       AND NOT EXISTS (SELECT FROM public.households_filehandler h
         WHERE h.family_id = f.id AND h.person_id = actor AND {IN_FORCE.format("h")})
    UNION ALL
    SELECT f.id FROM public.households_listedfamily f WHERE f.household_id = ANY (homes)"""
    matters = f"""
    SELECT m.id FROM public.disputes_matter m
     WHERE m.sealed AND (m.place_id <@ spans OR m.place_id / 1000000 = ANY (counties))
       AND NOT EXISTS (SELECT FROM public.disputes_matterhandler h
         WHERE h.matter_id = m.id AND h.person_id = actor AND {IN_FORCE.format("h")})
       AND NOT EXISTS (SELECT FROM public.disputes_matteropening o
         WHERE o.matter_id = m.id AND o.person_id = actor AND o.until > now())
    UNION ALL
    SELECT p.matter_id FROM public.disputes_party p WHERE p.id_hash = ANY (people)
    UNION ALL
    SELECT p.matter_id FROM public.disputes_party p WHERE p.household_id = ANY (homes)"""
    return _closed("closed_files", files, case_roles, app_role) + _closed(
        "closed_matters", matters, case_roles, app_role
    )


def _closed(name: str, keys: str, case_roles: str, app_role: str) -> str:
    """A function that gives `keys` as a multirange. people: the actor's own hash and those of her
    kin; homes: households she is bound to, but those opened to her in an emergency. They are
    looked up first and by themselves: as one query the planner went through all parties for each
    of her kin."""
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS int8multirange
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  actor bigint := public.anjia_actor();
  today date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
  spans int8multirange;
  counties bigint[];
  people bytea[];
  homes bigint[];
  closed int8multirange;
BEGIN
  IF actor IS NULL THEN RETURN '{{(,)}}'::int8multirange; END IF;
  IF public.everywhere() THEN RETURN '{{}}'::int8multirange; END IF;
  spans := public.anjia_spans({case_roles});
  IF spans IS NULL OR isempty(spans) THEN RETURN '{{(,)}}'::int8multirange; END IF;
  SELECT array_agg(DISTINCT lower(p.span) / 1000000) INTO counties
    FROM public.accounts_posting p WHERE p.user_id = actor AND NOT isempty(p.span);
  people := ARRAY(
    SELECT u.id_hash FROM public.accounts_user u WHERE u.id = actor AND u.id_hash IS NOT NULL
    UNION ALL SELECT k.person_hash FROM public.households_kinship k
     WHERE k.person_id = actor AND k.person_hash IS NOT NULL AND {IN_FORCE.format("k")});
  homes := ARRAY(
    SELECT k.household_id FROM public.households_kinship k
     WHERE k.person_id = actor AND k.household_id IS NOT NULL AND {IN_FORCE.format("k")});
  IF people <> '{{}}' THEN
    homes := homes || ARRAY(
      SELECT m.household_id FROM public.households_member m
       WHERE m.id_hash = ANY (people) AND m.left_on IS NULL AND m.died_on IS NULL);
  END IF;
  IF homes <> '{{}}' THEN
    homes := ARRAY(
      SELECT h FROM unnest(homes) h WHERE NOT EXISTS (
        SELECT FROM public.households_emergencyopening e
         WHERE e.person_id = actor AND e.household_id = h AND e.until > now()));
  END IF;
  SELECT range_agg(int8range(one.id, one.id, '[]')) INTO closed FROM ({keys}
  ) one;
  RETURN coalesce(closed, '{{}}'::int8multirange);
END $$;
GRANT EXECUTE ON FUNCTION {name}() TO {app_role};
"""


def guards(app_role: str) -> str:
    """Nobody lets herself in by SQL: nobody deletes declarations and handlers or changes what keeps
    herself out, and openings in an emergency are written by the system alone."""
    acting = "(SELECT everywhere())"
    deleting = "".join(
        f"DROP POLICY IF EXISTS erased ON {table};\n"
        f"CREATE POLICY erased ON {table} AS RESTRICTIVE FOR DELETE TO {app_role} "
        f"USING ({acting});\n"
        for table in KEPT
    )
    return f"""
{deleting}
DROP POLICY IF EXISTS not_oneself ON households_kinship;
CREATE POLICY not_oneself ON households_kinship AS RESTRICTIVE FOR UPDATE TO {app_role}
  USING ({acting} OR person_id <> (SELECT anjia_actor()));
DROP POLICY IF EXISTS made ON disputes_matteropening;
CREATE POLICY made ON disputes_matteropening AS RESTRICTIVE FOR INSERT TO {app_role}
  WITH CHECK ({acting});
DROP POLICY IF EXISTS changed ON disputes_matteropening;
CREATE POLICY changed ON disputes_matteropening AS RESTRICTIVE FOR UPDATE TO {app_role}
  USING ({acting} OR person_id <> (SELECT anjia_actor()));
DROP POLICY IF EXISTS made ON households_emergencyopening;
CREATE POLICY made ON households_emergencyopening AS RESTRICTIVE FOR INSERT TO {app_role}
  WITH CHECK ({acting});
DROP POLICY IF EXISTS changed ON households_emergencyopening;
CREATE POLICY changed ON households_emergencyopening AS RESTRICTIVE FOR UPDATE TO {app_role}
  USING ({acting} OR person_id <> (SELECT anjia_actor()));
"""
