"""What the server is told: the text of neo4j.conf, and memory that leaves room for a second server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database.configuration import OPTIONS_VARIABLE, Memory, common_java_options, configuration_text, memory_for
from database.ports import Ports
from lake.memory import MIB

CONFIGURATION = """\
server.bolt.listen_address=127.0.0.1:7687
server.bolt.advertised_address=127.0.0.1:7687
server.http.listen_address=127.0.0.1:7474
server.http.advertised_address=127.0.0.1:7474
server.https.enabled=false
dbms.security.http_access_control_allow_origin=http://127.0.0.1:7474
dbms.security.auth_enabled=true
server.directories.import=import
server.memory.pagecache.size=512m
dbms.usage_report.enabled=false
client.allow_telemetry=false
browser.post_connect_cmd=play http://127.0.0.1:7474/browser/ioscope/guide.html
browser.remote_content_hostname_whitelist=127.0.0.1,localhost
server.fleet_discovery.enabled=false
dbms.fleet_manager.enabled=false
server.http.x_forward.enabled=false
db.tx_log.preallocate=false
internal.server.bolt.connection_shutdown_wait_time=0s
internal.server.bolt.thread_pool_shutdown_wait_time=0s
"""


def test_configuration_is_exactly_this() -> None:
    assert configuration_text(Ports(7687, 7474), Memory(heap=1024, page_cache=512)) == CONFIGURATION


def test_java_is_told_what_the_environment_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OPTIONS_VARIABLE, " -Xint  -Da=b ")
    added = common_java_options()
    monkeypatch.delenv(OPTIONS_VARIABLE)
    assert added == [*common_java_options(), "-Xint", "-Da=b"]


def test_laptop_of_8_gib_gets_one_and_a_half() -> None:
    assert memory_for(8192 * MIB) == Memory(heap=1024, page_cache=512)


@given(st.integers(min_value=4096, max_value=4 << 20))
def test_two_servers_take_at_most_half_of_any_machine(mebibytes: int) -> None:
    memory = memory_for(mebibytes * MIB)
    assert 2 * (memory.heap + memory.page_cache) <= mebibytes / 2
    assert memory.heap >= 512
    assert memory.page_cache >= 256
