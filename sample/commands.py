"""The command `ioscope sample`."""

from pathlib import Path

import click

from sample.campaigns import FULL_SIZE, SMALLEST
from sample.mark import TRUTH_NAME
from terminal import Stages, note, print_json, print_table

SEED = 2019_06


@click.command(short_help="Write a synthetic archive in the released format.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--tweets", type=click.IntRange(min=SMALLEST), default=FULL_SIZE, show_default=True, help="How many tweets."
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="Same seed, same bytes.")
@click.option("--noise", is_flag=True, help="Plant nothing: who acts is independent of what is acted on.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def sample(folder: Path, tweets: int, seed: int, noise: bool, as_json: bool) -> None:
    """Write a synthetic archive in the released format.

    Six campaigns named as those of June 2019, with everything odd that real files hold; what is planted in them stands
    in DIR/truth.json. Every account, text and link is invented and marked so.

    Example: ioscope sample try-out --tweets 5000
    """
    from sample.archive import write_sample

    stages = Stages(quiet=as_json)
    known = write_sample(folder, tweets=tweets, seed=seed, noise=noise, stages=stages)
    summary = {
        "folder": str(folder),
        "synthetic": True,
        "seed": seed,
        "tweets": tweets,
        "noise": noise,
        "campaigns": {key: {n: of[n] for n in ("accounts", "tweets")} for key, of in known["campaigns"].items()},
        "files": len(known["files"]),
        "groups": len(known["groups"]),
        "seconds": stages.seconds,
    }
    if as_json:
        print_json(summary)
        return
    rows = [(key, of["accounts"], of["tweets"]) for key, of in known["campaigns"].items()]
    print_table(("campaign", "accounts", "tweets"), rows)
    note(f"synthetic archive in {folder}; what is planted stands in {folder / TRUTH_NAME}")
