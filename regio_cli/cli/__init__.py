"""The command line: parses arguments, calls one function, renders its result."""
