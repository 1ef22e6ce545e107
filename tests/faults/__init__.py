"""The house under fire: real processes, a real kill -9, a chat that misbehaves, and a checker."""
