"""Schema versions: what the schemas of an earlier version were, and how its records become those of the next."""
