"""The registry for others: exports, imports and the website."""
