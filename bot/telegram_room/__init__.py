"""The parts of the Telegram adapter; ``bot.telegram_bot`` puts them together."""
