"""Films made by somebody else's server, at an address that speaks ``/v1/videos``."""
