"""Who acted together: lake tables in, edges with their chance levels and their evidence out.

The words are co-action, never intent: an edge says that two accounts did the same thing at nearly the same time, more
often than a stated null expects. Definitions: docs/coordination.md.

lake -> tweets (one row each) -> events (object, account, tweet, time) -> coded events -> close pairs -> edges -> chance
"""
