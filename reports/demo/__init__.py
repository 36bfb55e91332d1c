"""The demo county: invented families, people and scores of real places, seeded and repeatable.

Rows are loaded in bulk, since a county's year is a hundred thousand of them; a test proves that
each kind of row equals what the verbs make of the same input. The year's scoring, its review,
signature and report go through the verbs themselves.
"""
