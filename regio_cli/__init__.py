"""regio: the registry of a regional network cooperation, kept as YAML under git."""

__version__ = "0.1.0"
