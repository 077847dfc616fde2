"""What can go wrong with a Neo4j.

Failure
└── DatabaseFailure
    ├── DistributionFailure      Neo4j's files on this machine
    │   ├── DownloadFailed       a jar could not be fetched
    │   └── ChecksumDiffers      a jar is not the one that was pinned
    ├── ServerFailure            the embedded server
    │   ├── PortTaken            another program listens on the workspace's port
    │   ├── StartFailed          it ended, or did not answer in time
    │   └── StopFailed           it did not end in time
    ├── ConnectionFailure        the way to a server
    │   ├── ServerUnreachable    nothing answers, or not in Bolt
    │   ├── WrongPassword        it answers and refuses user or password
    │   └── DatabaseMissing      it answers and has no database of that name
    ├── CypherFailure            a statement
    │   ├── CypherRefused        it is not valid, or its parameters are missing
    │   ├── WriteRefused         it would change the graph, in a read transaction
    │   ├── QueryTimedOut        it took longer than allowed
    │   └── QueryFailed          any other refusal, with the server's words
    ├── BuildFailure             a new generation; the live graph is as before
    │   ├── ImportFailed         neo4j-admin ended with an error
    │   ├── CountsDiffer         what was imported is not what the lake holds
    │   └── NoFormerGeneration   there is none to go back to
    └── NotOurs                  the database holds somebody else's graph
"""

from pathlib import Path

from terminal import Failure


class DatabaseFailure(Failure):
    """Neo4j cannot do what was asked."""


class DistributionFailure(DatabaseFailure):
    """Neo4j's files on this machine are not as they should be."""


class DownloadFailed(DistributionFailure):
    """A jar could not be fetched."""

    def __init__(self, coordinate: str, error: Exception) -> None:
        reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        super().__init__(
            f"{coordinate} could not be downloaded: {reason}",
            hint="check the connection (proxy: HTTPS_PROXY; mirror: jgo.conf) and run the command again: "
            "what was fetched is kept",
        )


class ChecksumDiffers(DistributionFailure):
    """A jar is not the one that was pinned."""

    def __init__(self, coordinate: str) -> None:
        super().__init__(
            f"{coordinate} was downloaded, and its checksum is not the pinned one",
            hint="something between here and the repository changes files (a proxy, a mirror): try another network",
        )


class ServerFailure(DatabaseFailure):
    """The embedded server cannot be started, stopped or read."""


class PortTaken(ServerFailure):
    """Another program listens on the workspace's port."""

    def __init__(self, port: int, holder: str, hint: str) -> None:
        super().__init__(f"port {port} is in use by {holder}", hint=hint)
        self.port = port


class StartFailed(ServerFailure):
    """The server ended while starting, or did not answer in time."""

    def __init__(self, why: str, *, excerpt: str, log: Path, hint: str) -> None:
        lines = "".join(f"\n  {line}" for line in excerpt.splitlines())
        super().__init__(f"Neo4j did not start: {why}{lines}\n  (log: {log})", hint=hint)


class StopFailed(ServerFailure):
    """The server did not end in time."""


class BuildFailure(DatabaseFailure):
    """A new generation could not be built; the live graph is as before."""


class ImportFailed(BuildFailure):
    """`neo4j-admin database import` ended with an error."""


class CountsDiffer(BuildFailure):
    """What was imported is not what the lake holds."""


class NoFormerGeneration(BuildFailure):
    """There is no generation to go back to."""


class ConnectionFailure(DatabaseFailure):
    """There is no way to the server."""


class ServerUnreachable(ConnectionFailure):
    """Nothing answers at the address, or what answers does not speak Bolt."""


class WrongPassword(ConnectionFailure):
    """The server refuses the user name or the password."""


class DatabaseMissing(ConnectionFailure):
    """The server has no database of that name, or it is not running."""


class CypherFailure(DatabaseFailure):
    """A statement did not run."""


class CypherRefused(CypherFailure):
    """The statement is not valid Cypher, or its parameters are missing."""


class WriteRefused(CypherFailure):
    """The statement would change the graph, and runs in a read transaction."""


class QueryTimedOut(CypherFailure):
    """The statement took longer than allowed."""


class QueryFailed(CypherFailure):
    """The server refused the statement for another reason."""


class NotOurs(DatabaseFailure):
    """The database is not empty and holds no campaign."""
