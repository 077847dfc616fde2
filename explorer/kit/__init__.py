"""The kit for Neo4j Browser: guide, style and saved questions, made of the library and the schema alone."""
