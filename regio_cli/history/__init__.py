"""What changed between two moments of a registry, and how that is said in its words."""
