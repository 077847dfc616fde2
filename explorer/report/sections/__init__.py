"""The sections of the report, in its order; each is a function from what was asked to a `Section` or None."""
