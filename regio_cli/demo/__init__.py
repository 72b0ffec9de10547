"""Invented people and mandates for the real organisations: to try regio out, and to measure it."""
