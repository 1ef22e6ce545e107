"""Discord as a server of our own: REST, gateway and people, on this machine only."""
