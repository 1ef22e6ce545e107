"""One module for each command of ``walkon``: arguments in, one result out."""
