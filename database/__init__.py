"""A Neo4j that runs: embedded or the user's own; connection, upsert, what is loaded."""
