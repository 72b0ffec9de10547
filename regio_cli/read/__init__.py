"""Questions to the registry: opened once, answered from a snapshot or its tables."""
