"""What the calendar decides about a matter: pure rules, days in and days out, no database.

mediation (a clock read from events) · court (invited mediation, judicial confirmation) ·
rights (letters and visits) · order (protection orders, police warnings, mandatory reports) ·
days (how days and months are counted and written)."""
