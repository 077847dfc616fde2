"""Questions, maps, exports: everything shown comes from the graph."""
