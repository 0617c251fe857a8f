"""The walls around each file: it is read in a process of its own, with a bound on time and memory, so that none can harm another.

``crew`` hands files out and keeps the deadlines, ``nursery`` is the process that workers are made from, ``worker`` is what one of
them does. Nothing here is a child of ``multiprocessing``, so it works within the processes of others too, daemons among them.
"""
