"""What the embedded server is told: memory by the machine's size, loopback only, authentication on.

Few settings, each with a reason: one that this release does not know stops the start.
"""

import os
from dataclasses import dataclass

from database.browser_pages import GUIDE, address_of
from database.huge_pages import heap_options
from database.ports import Ports
from lake.memory import MIB, PYTHON, machine_memory

OPTIONS_VARIABLE = "IOSCOPE_JAVA_OPTIONS"

JAVA_MIB = 256
"""What a Java machine takes beside its heap: its own code, threads, buffers."""


@dataclass(frozen=True)
class Memory:
    """Heap and page cache of one server, in MiB."""

    heap: int
    page_cache: int


def memory_for(total: int) -> Memory:
    """Size a server for a machine of `total` bytes so that two of them fit beside a browser and a load.

    8 GiB gives 1024 + 512 MiB, 24 GiB 3072 + 2560 MiB; both stop growing where a graph of 200 million tweets no longer
    gains.
    """
    eighth = total // MIB // 8
    return Memory(heap=min(max(eighth, 512), 8192), page_cache=min(max(eighth - 512, 256), 16384))


def memory_while_building(share: int) -> Memory:
    """Size a server that only builds indexes for a load that may take `share` bytes; nobody asks it anything.

    ioscope's Python waits beside it, and a Java machine takes some beside heap and page cache.
    """
    rest = (share - PYTHON) // MIB - JAVA_MIB
    heap = min(max(rest // 2, 384), 8192)
    return Memory(heap=heap, page_cache=min(max(rest - heap, 128), 16384))


def is_enough_to_serve(memory: Memory) -> bool:
    """Say whether a server of this size need not be started again in the size that this machine's servers have."""
    live = memory_for(machine_memory())
    return 4 * memory.heap >= 3 * live.heap and 4 * memory.page_cache >= 3 * live.page_cache


def configuration_text(ports: Ports, memory: Memory) -> str:
    """Return the text of `neo4j.conf` for a server on these ports."""
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{ports.bolt}",
        "server.bolt.advertised_address": f"127.0.0.1:{ports.bolt}",
        "server.http.listen_address": f"127.0.0.1:{ports.http}",
        "server.http.advertised_address": f"127.0.0.1:{ports.http}",
        "server.https.enabled": "false",
        # The HTTP endpoint answers `Access-Control-Allow-Origin: *` by default, to whatever page the user has open.
        "dbms.security.http_access_control_allow_origin": f"http://127.0.0.1:{ports.http}",
        "dbms.security.auth_enabled": "true",
        # As Neo4j's own packages have it: LOAD CSV reads files of this folder only, not of the whole machine.
        "server.directories.import": "import",
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        # Neo4j Browser opens with our guide, served from its own address.
        "browser.post_connect_cmd": f"play {address_of(ports.http, GUIDE)}",
        "browser.remote_content_hostname_whitelist": "127.0.0.1,localhost",
        # On by default since 2026: a broadcast to the local network every 30 s, and a line to a monitoring service.
        "server.fleet_discovery.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
        # Nothing stands in front of a server on the loopback, so nobody's word about other addresses counts.
        "server.http.x_forward.enabled": "false",
        # Else every workspace starts with half a gigabyte of zeros.
        "db.tx_log.preallocate": "false",
        # Two waits of 5 s for clients that are gone: a clean stop takes 10 s with them and under 1 s without.
        "internal.server.bolt.connection_shutdown_wait_time": "0s",
        "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def java_options(memory: Memory) -> list[str]:
    """Return the options of the Java machine that runs the server, as Neo4j's own start script gives them."""
    return [
        f"-Xms{min(memory.heap, 512)}m",
        f"-Xmx{memory.heap}m",
        "-XX:+UseG1GC",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:+TrustFinalNonStaticFields",
        "-XX:+DisableExplicitGC",
        "-Djdk.nio.maxCachedBufferSize=1024",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dlog4j2.disable.jmx=true",
        *heap_options(),
        *common_java_options(),
    ]


def common_java_options() -> list[str]:
    """Return the options of every Java program of Neo4j: without them it cannot reach its own memory.

    `$IOSCOPE_JAVA_OPTIONS` adds to them, with white space between.
    """
    opened = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    return [
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opened),
        *os.environ.get(OPTIONS_VARIABLE, "").split(),
    ]
