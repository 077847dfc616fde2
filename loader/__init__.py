"""Archive files -> lake tables -> graph."""
