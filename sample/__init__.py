"""The synthetic archive and its truth."""
