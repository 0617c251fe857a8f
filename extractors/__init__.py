"""What a plan says: one module a family. Pure functions from a draft to a draft; no files, clock, network or randomness."""
