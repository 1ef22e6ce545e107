"""What no real person is made to say or do, whoever asks and whoever would allow it. Pure."""
