"""A dataset over HTTP: read-only JSON for other systems, and a page to browse it.

Why FastAPI and not Datasette: Datasette shows the tables of one SQLite file, which it keeps open, so that a run could not put a new
dataset in its place; it knows neither PostgreSQL nor what a body's lineage or a recurring deadline is. FastAPI takes the types of
``schemas`` for its answers and its OpenAPI as they are, and comes with Prefect already.

The server answers from an index of its own (``index``), a SQLite file in a temporary folder that is made from the store and follows it: the
store is held open for moments only, whether it is SQLite or PostgreSQL, and what no database can filter by (lineage, recurrence, the
province of a plan) is worked out once, by the code that exports use.
"""
