"""What every chat can be used for, and how: ``docs/parity.md`` is written from the adapters.

``python -m tests.parity`` writes the page. It stands beside the tests because it opens every
adapter and reads their sources, which nothing of the bot itself does.
"""
