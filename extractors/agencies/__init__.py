"""Bodies and who does what: names found, lists split, leads and coordinators told apart."""

from extractors.agencies.clauses import Assignment, assignment, cell_assignment, is_agency_heading, opening_agencies
from extractors.agencies.gazetteer import (
    TIERS,
    Body,
    Resolved,
    bodies,
    full_name,
    key,
    known_agencies,
    known_provinces,
    lineage,
    municipalities,
    namesakes,
    provinces,
    resolve_agency,
    surfaces,
)
from extractors.agencies.lists import agencies_from, list_agencies
from extractors.agencies.subjects import LATER
from extractors.agencies.view import opens_with_deed

__all__ = [
    "LATER",
    "TIERS",
    "Assignment",
    "Body",
    "Resolved",
    "agencies_from",
    "assignment",
    "bodies",
    "cell_assignment",
    "full_name",
    "is_agency_heading",
    "key",
    "known_agencies",
    "known_provinces",
    "lineage",
    "list_agencies",
    "municipalities",
    "namesakes",
    "opening_agencies",
    "opens_with_deed",
    "provinces",
    "resolve_agency",
    "surfaces",
]
