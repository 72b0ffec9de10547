"""Reports: what the registry says of the region as a whole, in blocks that any format can show."""
