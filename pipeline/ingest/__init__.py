"""From what the user names to an ordered list of distinct source files: nothing is read twice, nothing is dropped in silence."""

from pipeline.ingest.address import base_of, is_url
from pipeline.ingest.gathering import gather
from pipeline.ingest.kinds import Skip, counts, other_kinds
from pipeline.ingest.reading import at_once, bytes_of, content_of, contents_of, distinct, is_there, one_file, together
from pipeline.ingest.remote import FETCH_SECONDS
from pipeline.ingest.source import MOST_BYTES, STANDARD_INPUT, Content, Gathered, Remote, Scope, SourceFile, readable

__all__ = [
    "FETCH_SECONDS",
    "MOST_BYTES",
    "STANDARD_INPUT",
    "Content",
    "Gathered",
    "Remote",
    "Scope",
    "Skip",
    "SourceFile",
    "at_once",
    "base_of",
    "bytes_of",
    "content_of",
    "contents_of",
    "counts",
    "distinct",
    "gather",
    "is_there",
    "is_url",
    "one_file",
    "other_kinds",
    "readable",
    "together",
]
