"""Whether two tools found the same edges with the same weights."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from lake.engine import sql_text


@dataclass(frozen=True)
class Sameness:
    """Directed edges of each side, those both have, and those both have with the same weight."""

    ours: int
    theirs: int
    both: int
    equal: int

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return self.ours == self.theirs == self.equal


def compared(ours: Path, theirs: Path, spill: Path, *, memory: str = "3GB") -> Sameness:
    """Compare our edges (Parquet, one row an undirected edge) with the toolkit's (CSV, one row a direction)."""
    with duckdb.connect(":memory:") as engine:
        engine.execute(f"SET memory_limit = '{memory}'")
        engine.execute(f"SET temp_directory = '{sql_text(spill)}'")
        engine.execute(f"CREATE VIEW edge AS SELECT * FROM read_parquet('{sql_text(ours)}')")
        engine.execute(
            "CREATE VIEW peer AS SELECT * FROM read_csv("
            f"'{sql_text(theirs)}', header = false, columns = {{'u': 'VARCHAR', 'v': 'VARCHAR', 'weight': 'BIGINT'}})"
        )
        engine.execute(
            "CREATE VIEW our AS SELECT user_u AS u, user_v AS v, tweets_u AS weight FROM edge "
            "UNION ALL SELECT user_v, user_u, tweets_v FROM edge"
        )
        row = engine.execute(
            "SELECT (SELECT count(*) FROM our), (SELECT count(*) FROM peer), count(*), "
            "count(*) FILTER (our.weight = peer.weight) FROM our JOIN peer USING (u, v)"
        ).fetchone()
    assert row is not None
    return Sameness(*row)
