"""Network maps: selection -> reduction -> communities -> layout -> page, each a module of pure functions."""
