"""From staged rows to the graph: one pure function ibis.Table -> ibis.Table for each node label and relationship type.

Node tables have the key, the loaded properties and, where a label has variants, `variant`. Relationship tables have
`start`, `end` and the properties. Times are int64 milliseconds. All are functions of the staged rows of every campaign
together, so neither the order of loading nor its way changes them.
"""
