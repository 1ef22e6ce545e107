"""What somebody else may write for Walkon, as the pages show it."""
