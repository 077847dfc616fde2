"""What `ioscope load --dry-run` shows."""

from collections.abc import Sequence
from pathlib import Path

import click

from lake.workspace import Workspace
from loader.forecast import Forecast, forecast
from loader.loading import Choices
from loader.mode import PREPARE
from loader.space import require_space
from terminal import note, print_json, print_table, size_text


def show_forecast(expected: Forecast) -> None:
    """Print a forecast: the campaigns as a table, then a line each on target, way of loading, disk and time."""
    if expected.campaigns:
        print_table(
            ("campaign", "new files", "known", "CSV to read", "tweets about"),
            [
                (one.campaign, len(one.new), len(one.known), size_text(one.csv_bytes), one.tweets)
                for one in expected.campaigns
            ],
        )
    looked_into = [(one.campaign, one.media) for one in expected.campaigns if one.media]
    if looked_into:
        print_table(
            ("campaign", "media zips", "known", "to look into", "pictures and clips"),
            [
                (key, len(media.new), len(media.known), size_text(media.packed_bytes), media.entries)
                for key, media in looked_into
            ],
        )
    disk = expected.disk
    lines = {
        "into": expected.target,
        "mode": f"{expected.mode.name}: {expected.mode.why}",
        "disk": f"about {size_text(disk.needed)} needed at the most, {size_text(expected.free)} free",
        "time": f"about {duration_text(sum(expected.seconds.values()))}",
    }
    for name, line in lines.items():
        click.echo(f"{name:<6}{line}")
    for one in expected.campaigns:
        for name in (*one.other_edition, *(one.media.other_edition if one.media else ())):
            note(f"the lake has another edition of {name}: the load is refused without --replace")
    for _, media in looked_into:
        for name in media.not_whole:
            note(f"{name} is no whole zip: the load would leave it out and say so")
    if expected.left_out:
        note(f"left out, not files of the archive: {', '.join(expected.left_out)}")
    if not expected.graph_asked and expected.mode.name != PREPARE:
        note("no server was asked: the graph is taken to be that of the lake")
    note("nothing was read, written or started; rows are estimated from bytes")


def duration_text(seconds: float) -> str:
    """Return a time as people say it: 40 s, 3 min, 1.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def only_forecast(
    workspace: Workspace, paths: Sequence[Path], choices: Choices, import_folder: Path | None, *, as_json: bool
) -> None:
    """Show what a load would do; raises as the load would when it does not fit on the disk."""
    expected = forecast(workspace, paths, choices, prepare=import_folder is not None)
    if as_json:
        print_json(expected.report())
    else:
        show_forecast(expected)
    require_space(workspace.root, expected.amounts, expected.mode.name)
