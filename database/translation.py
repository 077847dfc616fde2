"""From the driver's errors to ours: what happened in a sentence, and what to try next."""

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from database.failures import (
    ConnectionFailure,
    CypherFailure,
    CypherRefused,
    DatabaseFailure,
    DatabaseMissing,
    QueryFailed,
    QueryTimedOut,
    ServerUnreachable,
    WriteRefused,
    WrongPassword,
)

LONGEST_MESSAGE = 1_000
"""Characters: the server repeats a user's value in full, whatever its size."""

_TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.TransientError.Transaction.Terminated",
)
_HINTS = {
    "Neo.ClientError.Statement.ParameterMissing": "give every parameter: -p name=value",
    "Neo.ClientError.Statement.SyntaxError": "labels, types and properties are listed by: ioscope schema",
}
_READ_ONLY = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Database.AccessMode")


def failure_of(error: Exception, *, target_name: str, embedded: bool) -> DatabaseFailure:
    """Return our failure for what the driver raised; `target_name` is what a person calls the server."""
    if isinstance(error, Neo4jError):
        return _server_said(error, target_name, embedded=embedded)
    if isinstance(error, ConfigurationError):
        return ConnectionFailure(f"{target_name}: {error}", hint="check NEO4J_URI")
    if isinstance(error, ServiceUnavailable | OSError):
        return ServerUnreachable(f"{target_name} does not answer: {_first_line(error)}", hint=_unreachable(embedded))
    if isinstance(error, DriverError):
        return QueryFailed(f"{target_name}: {_first_line(error)}", hint="try again; if it stays: ioscope doctor")
    raise error


def _server_said(error: Neo4jError, target_name: str, *, embedded: bool) -> DatabaseFailure:
    code = error.code or ""
    message = (error.message or str(error)).strip()
    if len(message) > LONGEST_MESSAGE:
        message = message[:LONGEST_MESSAGE] + " ..."
    if isinstance(error, AuthError) or code.startswith("Neo.ClientError.Security.Authentication"):
        return WrongPassword(f"{target_name} refuses the user name or the password", hint=_wrong_password(embedded))
    if code.startswith("Neo.ClientError.Database.DatabaseNotFound") or code.endswith("DatabaseUnavailable"):
        return DatabaseMissing(f"{target_name}: {message}", hint="check NEO4J_DATABASE, and that this database runs")
    return _of_statement(code, message)


def _of_statement(code: str, message: str) -> CypherFailure:
    if code in _READ_ONLY:
        return WriteRefused(
            "the statement would change the graph, and only reading is allowed here",
            hint="to change the graph by hand, use Neo4j Browser: ioscope browser",
        )
    if code in _TIMED_OUT:
        return QueryTimedOut(
            "the statement took longer than allowed and was ended",
            hint="ask for less (LIMIT, one campaign) or allow more time with --timeout",
        )
    if code.startswith("Neo.ClientError.Statement"):
        return CypherRefused(f"Neo4j refuses the statement: {message}", hint=_HINTS.get(code, "check the statement"))
    if "OutOfMemory" in code or "MemoryPool" in code:
        return QueryFailed(f"Neo4j ran out of memory: {message}", hint="ask for less (LIMIT, one campaign)")
    return QueryFailed(f"Neo4j refuses: {message} ({code})", hint="try again; if it stays: ioscope doctor")


def _unreachable(embedded: bool) -> str:
    if embedded:
        return "see how it is with: ioscope status; start it with: ioscope up"
    return "check NEO4J_URI and that the server runs; without NEO4J_URI ioscope uses its own Neo4j"


def _wrong_password(embedded: bool) -> str:
    if embedded:
        return "was it changed in Neo4j Browser? Then write the new one into the file that ioscope status names"
    return "check NEO4J_USERNAME and NEO4J_PASSWORD"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__
