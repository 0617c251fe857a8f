"""How good a dataset is, and what a change gained and lost: records against annotated plans and against one another."""
