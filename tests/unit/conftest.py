"""What unit tests share: empty books, where a test opens none of its own."""

from tests.unit.rig_room import database as database
