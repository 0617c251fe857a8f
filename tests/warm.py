"""Imported once by the server that the runs of ``tests.strikes`` are forked from: all that a run needs is loaded."""

import pandas  # noqa: F401
import pyarrow.parquet  # noqa: F401

import pipeline.store.publish
import pipeline.store.writing  # noqa: F401
import tests.strikes  # noqa: F401
from pipeline.fingerprint import program_digest
from pipeline.walls.nursery import warm_up

program_digest()
warm_up()
