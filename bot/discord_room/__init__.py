"""The parts of the Discord adapter; ``bot.discord_bot`` puts them together."""
