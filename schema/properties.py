"""Property types that neomodel lacks."""

from datetime import date
from typing import Any

import neo4j.time
from neomodel.properties import Property, validator


class NativeDateProperty(Property[date]):
    """A calendar day as Neo4j's own DATE (neomodel's `DateProperty` writes text, which sorts but does not compute)."""

    form_field_class = "DateField"

    @validator
    def inflate(self, value: Any) -> date:
        """Return the day that Neo4j's driver delivered as `datetime.date`."""
        native: date = value.to_native()
        return native

    @validator
    def deflate(self, value: date) -> neo4j.time.Date:
        """Return `value` as the driver's date; raises ValueError for anything but a date."""
        if not isinstance(value, date):
            raise ValueError(  # noqa: TRY004  (neomodel's validator turns ValueError into its own error)
                f"date expected, got {type(value).__name__}"
            )
        return neo4j.time.Date.from_native(value)
