"""What the fakes of platforms on a network have in common."""
