"""Fetches one checkpoint from a model hub: a process of its own, with the hub's own client in it.

``python -m generation.hub`` reads a request as JSON from its standard input and writes JSON lines:
``plan`` and ``progress`` in bytes, and last ``end``, or ``failed`` with the reason. What it has
when it is ended in whatever way is gone on from by the next one: a file has its name only once it
is whole and has the hash that the hub gives for it, and the folder only once all files are.
"""
