"""The public site: who sits where, as plain files that need no server, no network and no trackers."""
