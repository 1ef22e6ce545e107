"""Is the person before the camera who they say they are? Digits read, head turned, one face."""
