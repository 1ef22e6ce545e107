"""What each message of the bot shows now. One module for each group of messages.

``present`` is pure over the books but for the rows of the buttons it offers. It runs inside the
transaction that publishes, does no reading of files, and loads no clip.
"""

from bot.presenter.desk import ClipPlan, Desk, NotYet, Shown, TakeAway
from bot.presenter.kinds import present
from bot.presenter.notes import note_body

__all__ = ["ClipPlan", "Desk", "NotYet", "Shown", "TakeAway", "note_body", "present"]
