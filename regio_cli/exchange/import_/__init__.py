"""Files of others read, held against the registry, and turned into the operations of one change."""
