"""What only a batch can show: one plan in two files, plans that contradict each other.

Plans are compared by keys alone, so that a dataset may be written batch by batch: memory grows with the plans, their targets and the documents
they cite, not with their text, and costs are linear in all of them. Where it is not sure that two plans speak of the same, nothing is said.
"""

from pipeline.findings.comparison import Comparison
from pipeline.findings.documents import MOST_CITING, document_of
from pipeline.findings.identity import digest_of, identity_of

__all__ = ["MOST_CITING", "Comparison", "digest_of", "document_of", "identity_of"]
