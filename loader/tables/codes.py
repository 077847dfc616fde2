"""Codes: each key of a label as one integer, so that every join and every count after that is one of integers.

A table of codes has `key, code`, each key once. Codes are dense, but for tweets, whose code is their place among all
rows that were read: of rows that were refused, or repeat another, nobody has the place.
"""

import ibis
import ibis.expr.types as ir


def numbered(keys: ir.Table, first: ir.IntegerValue | int = 0) -> ir.Table:
    """Return the codes of `keys`, its only column, given in their order from `first` on: the smaller key, the smaller.

    So a tie between keys is one between their codes.
    """
    [name] = keys.columns
    present = keys.filter(keys[name].notnull()).distinct()
    return present.select(key=present[name], code=ibis.row_number().over(order_by=present[name]) + first)


def with_code(rows: ir.Table, column: str, codes: ir.Table, name: str) -> ir.Table:
    """Add the code of what `column` names under `name`; absent where nothing is named, or nothing that has a code."""
    key = f"key_of_{name}"
    coded = codes.select(**{key: codes.key, name: codes.code})
    return rows.left_join(coded, rows[column] == coded[key]).drop(key)


def with_key(rows: ir.Table, column: str, codes: ir.Table) -> ir.Table:
    """Put the key in place of the code in `column`."""
    named = codes.select(**{f"{column}_code": codes.code, f"{column}_key": codes.key})
    joined = rows.left_join(named, rows[column] == named[f"{column}_code"])
    return joined.select(**{name: joined[f"{name}_key"] if name == column else joined[name] for name in rows.columns})
