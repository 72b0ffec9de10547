"""Changes to a registry: operations on records, checked whole, committed or not done at all."""
