"""The page of one plan in the report: its text as read with every fact marked where it stands, its tables, and the pages of its PDF."""
