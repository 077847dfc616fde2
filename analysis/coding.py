"""Events with numbers for accounts, objects and authors: joins on numbers take a fraction of the memory of texts.

Accounts are numbered by (length, text) of their id, so that `u < v` is the order of the edges everywhere: ids of digits
come in the order of their numbers, and every other form has a total order too.
"""

import ibis
import ibis.expr.types as ir

CODED = ibis.schema({"object": "int32", "account": "int32", "tweet": "int64", "t": "int64", "author": "int32"})


def accounts(events: ir.Table) -> ir.Table:
    """Return the numbered accounts of events: `code, user_id`."""
    names = events.select(user_id="account").distinct()
    order = ibis.window(order_by=[names.user_id.length(), names.user_id])
    return names.select(code=ibis.row_number().over(order).cast("int32"), user_id="user_id")


def uses(events: ir.Table) -> ir.Table:
    """Return every object with the first and the last account that acted on it: `object, least, greatest`."""
    return events.group_by("object").agg(least=events.account.min(), greatest=events.account.max())


def objects(used: ir.Table) -> ir.Table:
    """Return the numbered objects that at least two accounts acted on: `code, object`; no other makes a pair."""
    shared = used.filter(used.least != used.greatest)
    order = ibis.window(order_by=shared.object)
    return shared.select(code=ibis.row_number().over(order).cast("int32"), object="object")


def authors(events: ir.Table) -> ir.Table:
    """Return the numbered authors of objects: `code, author`, from 1 on."""
    names = events.filter(events.author.notnull()).select("author").distinct()
    order = ibis.window(order_by=names.author)
    return names.select(code=(ibis.row_number().over(order) + 1).cast("int32"), author="author")


def coded(
    events: ir.Table, account_codes: ir.Table, object_codes: ir.Table, author_codes: ir.Table | None = None
) -> ir.Table:
    """Return events by number.

    `object` is -1 where only one account acted on it; `author` is 0 where nobody knows him, so that the unknown make
    one group, and everywhere when the events have none.
    """
    named = account_codes.select(account="user_id", account_code="code")
    things = object_codes.select(object="object", object_code="code")
    joined = events.join(named, "account").left_join(things, "object")
    author = ibis.literal(0, "int32")
    if author_codes is not None:
        writers = author_codes.select(writer="author", author_code="code")
        joined = joined.left_join(writers, joined.author == writers.writer)
        author = joined.author_code.fill_null(0).cast("int32")
    return joined.select(
        object=joined.object_code.fill_null(-1).cast("int32"),
        account=joined.account_code,
        tweet=joined.tweet,
        t=joined.t,
        author=author,
    )
