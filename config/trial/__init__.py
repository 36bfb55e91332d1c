"""Trial and test runs on one machine: a private PostgreSQL, a private Redis, and what is started on
them. Imports nothing of Django; Django work is done by running `manage.py`. Not used in production.
"""
