"""Documents drawn from frozen content objects: no models, no database, no clock."""
