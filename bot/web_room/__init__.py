"""The server behind the local room's page: who comes in, what they send, what they may see."""
