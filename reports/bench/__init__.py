"""A made-up province in a database of its own, and the time the scoring's counts take over it."""
