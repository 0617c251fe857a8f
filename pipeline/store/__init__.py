"""The dataset and its store. Light to import: what needs a database or tables loads them when it is called."""

from pipeline.store.dataset import DatasetWriter
from pipeline.store.folder import check_out, is_dataset, program_version

__all__ = ["DatasetWriter", "check_out", "is_dataset", "program_version"]
