"""Servers that make films, as far as a client can tell: they film the still that they are sent."""
