"""The shapes that the store has had, as Alembic migrations; a test compares what they build with ``schemas.relations``."""

from typing import Final

VERSIONS: Final = "kehoach_version"
"""The table that holds the version of a store's shape."""
KNOWN: Final = ("0001_89768240",)
"""Every version there has been, the first one first."""
HEAD: Final = KNOWN[-1]
