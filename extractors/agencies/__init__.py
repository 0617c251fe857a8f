"""Bodies and who does what: names found, lists split, leads and coordinators told apart."""

from extractors.agencies.clauses import Assignment, assignment, is_agency_heading, opening_agencies
from extractors.agencies.gazetteer import Resolved, full_name, resolve_agency, surfaces
from extractors.agencies.grammar import opens_with_deed
from extractors.agencies.lists import agencies_from, list_agencies

__all__ = [
    "Assignment",
    "Resolved",
    "agencies_from",
    "assignment",
    "full_name",
    "is_agency_heading",
    "list_agencies",
    "opening_agencies",
    "opens_with_deed",
    "resolve_agency",
    "surfaces",
]
