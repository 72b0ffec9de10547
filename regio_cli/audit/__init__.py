"""Whether what the registry's history says of itself is true: every commit examined, and what an auditor must know of it."""
