"""The file with which Neo4j's `dbms set-initial-password` tells a new server its password: `data/dbms/auth.ini`.

One line, `neo4j:SHA-256,<hash>,<salt>,<iterations>:`, made by a whole Java program (a second of its own). It holds the
password and a salt only, so the one that a former generation was given serves a new one, as long as the password is the
same.
"""

import hashlib
from pathlib import Path

from lake.durable import write_text_durably

PLACE = Path("data", "dbms", "auth.ini")


def given_before(home: Path, password: str) -> bool:
    """Give the generation at `home` the login of another one beside it with this password; False when none has it."""
    for file in sorted(home.parent.glob(f"g[0-9][0-9][0-9][0-9]/{PLACE}"), reverse=True):
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if file != home / PLACE and is_login(text, password):
            (home / PLACE).parent.mkdir(parents=True, exist_ok=True)
            write_text_durably(home / PLACE, text, mode=0o600)
            return True
    return False


def is_login(text: str, password: str) -> bool:
    """Return whether `text` is a login of user `neo4j` with this password, hashed as Neo4j does; False for any other.

    The password is one of ours, 128 random bits: nobody finds it from its hash.
    """
    name, _, rest = text.rstrip("\n").partition(":")
    try:
        method, told, salt, iterations = rest.removesuffix(":").split(",")
        hashed = hashlib.sha256(bytes.fromhex(salt) + password.encode()).digest()
        for _ in range(int(iterations) - 1):
            hashed = hashlib.sha256(hashed).digest()
    except ValueError:
        return False
    return (name, method, told) == ("neo4j", "SHA-256", hashed.hex())
