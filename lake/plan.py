"""A plan: named ibis expressions over named tables, computed one after another by any engine.

The expressions are unbound: they know their tables by name and schema alone, so a plan is compiled once a process,
whatever the number of files, and the same plan compiles for DuckDB and for Spark.
"""

from functools import cached_property

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend
from ibis.backends.sql.compilers import DuckDBCompiler
from ibis.config import Config

from lake.spark_sql import SparkCompiler


class _SparkOptions(Config):  # type: ignore[misc]
    """What ibis's Spark compiler asks its options for; without pyspark installed nobody sets them."""

    treat_nan_as_null: bool = False


COMPILERS = {"duckdb": DuckDBCompiler, "spark": SparkCompiler}


class Plan:
    """Steps in the order in which they were added; each makes one table, or for the names in `views` one view."""

    def __init__(self) -> None:
        self.steps: dict[str, ir.Table] = {}
        self.views: set[str] = set()

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Add a step and return the table it will make, for later expressions to read."""
        self.steps[name] = expression
        return ibis.table(expression.schema(), name=name)

    def show(self, name: str, expression: ir.Table) -> ir.Table:
        """Add a step that whoever reads it computes anew: cheaper than a copy where it is read once or in part."""
        self.views.add(name)
        return self.keep(name, expression)

    def sql(self, dialect: str) -> list[tuple[str, str]]:
        """Return (table, SELECT) for every step; `dialect` is duckdb or spark."""
        if dialect == "spark" and ibis.options.pyspark is None:
            ibis.options.pyspark = _SparkOptions()
        compiler = COMPILERS[dialect]()
        return [(name, compiler.to_sqlglot(step).sql(dialect=compiler.dialect)) for name, step in self.steps.items()]

    @cached_property
    def _duckdb(self) -> list[tuple[str, str]]:
        return self.sql("duckdb")

    def run(self, engine: Backend) -> None:
        """Make every table of the plan in DuckDB; those of an earlier run are replaced."""
        for name, select in self._duckdb:
            kind = "VIEW" if name in self.views else "TABLE"
            engine.con.execute(f'CREATE OR REPLACE {kind} "{name}" AS {select}')


def table_of(schema: ibis.Schema, name: str) -> ir.Table:
    """Return an unbound table: one that a plan reads and somebody else makes."""
    return ibis.table(schema, name=name)
