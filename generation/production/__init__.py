"""From an order to a mastered clip: table read, timeline, shooting, mix, master."""
