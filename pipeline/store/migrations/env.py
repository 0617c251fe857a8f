"""What Alembic runs around migrations: the connection it was given, in the transaction that is open already."""

from alembic import context

from pipeline.store.migrations import VERSIONS
from pipeline.store.model import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSIONS,
    transactional_ddl=False,
    compare_type=True,
    render_as_batch=True,
)
context.run_migrations()
