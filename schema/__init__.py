"""What is in the graph: neomodel classes, and everything derived from them."""
