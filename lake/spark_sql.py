r"""Spark's SQL for the expressions that DuckDB runs too: where both read a word differently, Spark is told more.

ibis 12 writes SQL that Spark parses; these are the places where Spark then computes something else than DuckDB:

- a string literal knows `\t` and `\n`, but `\f` is the letter f (so `strip` would eat the f of "false")
- `split` takes a regular expression, so that `|` splits between all letters
- regular expressions are Java's: `$` also matches before a last line end, `.` stops at line ends that RE2 does not
  know, `\s` has one character more, `[` in a class opens another, and a repeated group costs stack for each repetition
- `lower` follows the language: a sigma at a word's end, and a dotted I that becomes two characters (the 110 letters
  that Unicode gained after version 13 stay different; none occurs in what is lowered, codes of languages and flags)
- `24:00:00` is no time of day, while DuckDB takes it for the next midnight
- seconds become a time by way of text, which fails for years of other than four digits
- an array's item beyond its end is an error
"""

from typing import Any

import sqlglot.expressions as sge
from ibis.backends.sql.compilers import PySparkCompiler
from ibis.backends.sql.dialects import PySpark


class SparkSQL(PySpark):  # type: ignore[misc]
    """Spark's dialect with the escapes that Spark's parser really knows."""


SparkSQL.ESCAPED_SEQUENCES = {
    character: escape
    for character, escape in SparkSQL.ESCAPED_SEQUENCES.items()
    if escape in {"\\b", "\\n", "\\r", "\\t", "\\\\"}
}


class SparkCompiler(PySparkCompiler):  # type: ignore[misc]
    """ibis's compiler for Spark, with the results of DuckDB."""

    dialect = SparkSQL

    def visit_StringSplit(self, op: Any, *, arg: Any, delimiter: Any) -> Any:  # noqa: ARG002, N802
        """Split at a text, not at a pattern."""
        return self.f.split(arg, sge.Literal.string("\\Q" + delimiter.this + "\\E"))

    def visit_RegexSearch(self, op: Any, *, arg: Any, pattern: Any) -> Any:  # noqa: ARG002, N802
        """Search as RE2 does."""
        return self.f.regexp_like(arg, _translated(pattern))

    def visit_RegexExtract(self, op: Any, *, arg: Any, pattern: Any, index: Any) -> Any:  # noqa: ARG002, N802
        """Extract as RE2 does."""
        return self.f.regexp_extract(arg, _translated(pattern), index)

    def visit_RegexReplace(self, op: Any, *, arg: Any, pattern: Any, replacement: Any) -> Any:  # noqa: ARG002, N802
        """Replace as RE2 does."""
        return self.f.regexp_replace(arg, _translated(pattern), replacement)

    def visit_Lowercase(self, op: Any, *, arg: Any) -> Any:  # noqa: ARG002, N802
        """Lower every character by itself."""
        return self.f.lower(self.f.anon.translate(arg, "İΣ", "iσ"))

    def visit_TryCast(self, op: Any, *, arg: Any, to: Any) -> Any:  # noqa: N802
        """Cast, absent where that fails; 24:00:00 is the next midnight."""
        cast = super().visit_TryCast(op, arg=arg, to=to)
        if not to.is_timestamp():
            return cast
        midnight = super().visit_TryCast(op, arg=self.f.replace(arg, " 24:00:00", " 00:00:00"), to=to)
        next_midnight = self.f.anon.timestamp_seconds(self.f.unix_timestamp(midnight) + sge.convert(86_400))
        return self.if_(self.f.anon.endswith(arg, " 24:00:00"), next_midnight, cast)

    def visit_TimestampFromUNIX(self, op: Any, *, arg: Any, unit: Any) -> Any:  # noqa: N802
        """Make a time of seconds since 1970 without a detour."""
        if op.unit is not None and op.unit.short == "s":
            return self.f.anon.timestamp_seconds(arg)
        return super().visit_TimestampFromUNIX(op, arg=arg, unit=unit)

    def visit_ArrayIndex(self, op: Any, *, arg: Any, index: Any) -> Any:  # noqa: ARG002, N802
        """Take an item; absent where the array is shorter."""
        return self.f.anon.get(arg, index)


def _translated(pattern: sge.Literal) -> sge.Literal:
    return sge.Literal.string(java_pattern(pattern.this))


def java_pattern(pattern: str) -> str:
    r"""Return a regular expression for Java that matches what RE2 matches with `pattern`.

    A starred group becomes possessive, which Java runs without recursion: lists have thousands of items. So no pattern
    may need such a group to give a repetition back.
    """
    parts = ["(?d)"]  # only \n ends a line
    in_class = False
    place = 0
    while place < len(pattern):
        two = pattern[place : place + 2]
        part = two if two[0] == "\\" else two[0]
        place += len(part)
        if part == r"\s":
            part = r"\t\n\f\r " if in_class else r"[\t\n\f\r ]"
        elif in_class:
            in_class = part != "]"
            part = r"\[" if part == "[" else part
        elif part == "[":
            in_class = True
        elif part == "$":
            part = r"\z"
        elif two == ")*":
            part = ")*+"
            place += 1
        parts.append(part)
    return "".join(parts)
