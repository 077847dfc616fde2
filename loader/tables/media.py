"""Pictures and clips: one Media node a distinct file, the tweets and profiles that show it, and what it looks like."""

import ibis
import ibis.expr.types as ir

from loader.tables.codes import with_code

OF_FILE = ("kind", "bytes", "width", "height", "duration", "pdq", "quality")
"""What is the same wherever the same bytes are found."""


def nodes(media: ir.Table, media_codes: ir.Table) -> ir.Table:
    """Return the Media nodes; a thumbnail made for a profile (blurred) goes before one made for a tweet."""
    profile = media.thumbnail.max(where=media.role.notnull())
    grouped = media.group_by("sha256").agg(
        **{name: media[name].min() for name in OF_FILE},
        thumbnail=ibis.coalesce(profile, media.thumbnail.max()),
    )
    return with_code(grouped, "sha256", media_codes, "code")


def shows(media: ir.Table, tweet_codes: ir.Table, media_codes: ir.Table) -> ir.Table:
    """Return SHOWS: tweets that are in the graph and the files they carry."""
    carried = media.filter(media.tweet_id.notnull() & media.role.isnull())
    return _coded(carried, "tweet_id", tweet_codes, media_codes).select("start", "end").distinct()


def pictures(media: ir.Table, account_codes: ir.Table, media_codes: ir.Table) -> ir.Table:
    """Return HAS_PICTURE: accounts that are in the graph and the pictures of their profiles, with their role."""
    used = media.filter(media.role.notnull())
    return _coded(used, "user_id", account_codes, media_codes).select("start", "end", "role").distinct()


def _coded(rows: ir.Table, owner: str, owner_codes: ir.Table, media_codes: ir.Table) -> ir.Table:
    coded = with_code(with_code(rows, owner, owner_codes, "start"), "sha256", media_codes, "end")
    return coded.filter(coded.start.notnull())


def alike(pairs: ir.Table, media_codes: ir.Table) -> ir.Table:
    """Return LOOKS_LIKE: pictures and the medoid of their cluster."""
    named = pairs.select(one=pairs.start, other=pairs.end, distance=pairs.distance)
    coded = with_code(with_code(named, "one", media_codes, "start"), "other", media_codes, "end")
    return coded.select("start", "end", "distance")
