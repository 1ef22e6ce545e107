"""What every engine with a camera shares: setups, their words and stills, and takes."""
