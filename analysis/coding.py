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
    """Return every object with its events and the first and the last account: `object, n, least, greatest`."""
    return events.group_by("object").agg(n=events.count(), least=events.account.min(), greatest=events.account.max())


def text_uses(events: ir.Table) -> ir.Table:
    """Return what `uses` does where objects are texts and most occur once; those have no `object` in the answer.

    A text whose hash no other text has occurs once: only the others are compared as texts.
    """
    hashed = events.mutate(hash=events.object.hash())
    found = hashed.group_by("hash").agg(n=hashed.count())
    several = uses(hashed.semi_join(found.filter(found.n > 1), "hash"))
    absent = ibis.null("string")
    once = found.filter(found.n == 1).select(object=absent, n="n", least=absent, greatest=absent)
    return ibis.union(several, once)


def objects(used: ir.Table) -> ir.Table:
    """Return the numbered objects with more than one event: `code, object`.

    Those that at least two accounts acted on are 0, 1, 2, ...; no other makes a pair. The others are -2, -3, ...: they
    count where accounts change places.
    """
    several = used.filter(used.n > 1)
    shared = several.least != several.greatest
    order = ibis.window(group_by=shared, order_by=several.object)
    place = ibis.row_number().over(order)
    return several.select(code=shared.ifelse(place, -2 - place).cast("int32"), object="object")


def authors(events: ir.Table) -> ir.Table:
    """Return the numbered authors of objects: `code, author`, from 1 on."""
    names = events.filter(events.author.notnull()).select("author").distinct()
    order = ibis.window(order_by=names.author)
    return names.select(code=(ibis.row_number().over(order) + 1).cast("int32"), author="author")


def coded(
    events: ir.Table, account_codes: ir.Table, object_codes: ir.Table, author_codes: ir.Table | None = None
) -> ir.Table:
    """Return events by number.

    `object` is -1 where it has one event only; `author` is 0 where nobody knows him, so that the unknown make
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
