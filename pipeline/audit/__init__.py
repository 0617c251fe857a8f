"""The report on a dataset: what its plans cover and what they leave out, as pages that open from disk, tables and plots."""
