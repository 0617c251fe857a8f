"""A run: an archive becomes a dataset, batch by batch, here or on several machines. Nothing in this room knows Prefect."""
