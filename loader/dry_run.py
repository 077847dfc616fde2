"""What `ioscope load --dry-run` shows."""

import click

from loader.forecast import Forecast
from loader.mode import PREPARE
from terminal import note, print_table, size_text


def show_forecast(forecast: Forecast) -> None:
    """Print a forecast: the campaigns as a table, then a line each on target, way of loading, disk and time."""
    if forecast.campaigns:
        print_table(
            ("campaign", "new files", "known", "CSV to read", "tweets about"),
            [
                (one.campaign, len(one.new), len(one.known), size_text(one.csv_bytes), one.tweets)
                for one in forecast.campaigns
            ],
        )
    disk = forecast.disk
    lines = {
        "into": forecast.target,
        "mode": f"{forecast.mode.name}: {forecast.mode.why}",
        "disk": f"about {size_text(disk.needed)} needed at the most, {size_text(forecast.free)} free",
        "time": f"about {duration_text(sum(forecast.seconds.values()))}",
    }
    for name, line in lines.items():
        click.echo(f"{name:<6}{line}")
    for one in forecast.campaigns:
        for name in one.other_edition:
            note(f"the lake has another edition of {name}: the load is refused without --replace")
    if forecast.left_out:
        note(f"left out, not files of the archive: {', '.join(forecast.left_out)}")
    if not forecast.graph_asked and forecast.mode.name != PREPARE:
        note("no server was asked: the graph is taken to be that of the lake")
    note("nothing was read, written or started; rows are estimated from bytes")


def duration_text(seconds: float) -> str:
    """Return a time as people say it: 40 s, 3 min, 1.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
