"""Checks: from a snapshot to findings."""
