"""What the words of a regional network mean: typed records, and the notions on them as pure functions."""
