"""Plans compared with one another, each check by its own module."""

from __future__ import annotations

from itertools import chain

from extractors.targets.measures import measures_of
from pipeline.findings.changes import Changes
from pipeline.findings.documents import Documents
from pipeline.findings.duplicates import Duplicates
from pipeline.findings.identity import known
from pipeline.findings.leads import Leads
from pipeline.findings.targets import Targets
from pipeline.findings.uptake import Uptake
from schemas.finding import Finding
from schemas.plan import Plan


class Comparison:
    """Plans compared with one another: ``add`` each once, then ask for the ``findings``.

    >>> Comparison().findings()
    ()
    """

    def __init__(self) -> None:
        self._added = 0
        self._duplicates = Duplicates()
        self._documents = Documents()
        self._changes = Changes()
        self._targets = Targets(self._changes)
        self._uptake = Uptake()
        self._leads = Leads(self._changes)

    def add(self, plan: Plan, text: str = "") -> None:
        """Take in a plan and its text as read, where it is known."""
        self._added += 1
        kept = known(plan, self._added)
        self._duplicates.add(plan, kept, text)
        self._documents.add(plan, kept, text)
        self._changes.add(plan, kept)
        measures = measures_of(plan, text)
        self._targets.add(kept, measures)
        self._uptake.add(plan, kept, measures)
        self._leads.add(plan, kept)

    def findings(self) -> tuple[Finding, ...]:
        """What the plans show together, kind by kind, each in the order in which the plans were added."""
        return tuple(chain(self._duplicates.findings(), self._documents.findings(), self._targets.findings(), self._uptake.findings(), self._leads.findings()))
