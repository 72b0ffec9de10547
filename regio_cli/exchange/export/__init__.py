"""The registry in the formats of others; a new one is a module here and a line in `catalogue`."""
