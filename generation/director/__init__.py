"""One sentence becomes a screenplay, by rules and data; permission is decided elsewhere."""
