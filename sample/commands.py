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
@click.option("--media", is_flag=True, help="Draw pictures and clips too: media zips, with planted reuse.")
@click.option(
    "--pictures",
    type=click.IntRange(min=20),
    help="About how many tweets carry one; says --media.  [default: one tweet in ten]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def sample(folder: Path, tweets: int, seed: int, noise: bool, media: bool, pictures: int | None, as_json: bool) -> None:
    """Write a synthetic archive in the released format.

    Six campaigns named as those of June 2019, with everything odd that real files hold; what is planted in them stands
    in DIR/truth.json. Every account, text and link is invented and marked so.

    \b
    Examples: ioscope sample try-out --tweets 5000
              ioscope sample try-out --tweets 5000 --media
    """
    from sample.archive import write_sample

    stages = Stages(quiet=as_json)
    drawn = pictures or (max(20, tweets // 10) if media else 0)
    known = write_sample(folder, tweets=tweets, seed=seed, noise=noise, stages=stages, pictures=drawn)
    summary = {
        "folder": str(folder),
        "synthetic": True,
        "seed": seed,
        "tweets": tweets,
        "noise": noise,
        "campaigns": {key: {n: of[n] for n in ("accounts", "tweets")} for key, of in known["campaigns"].items()},
        "files": len(known["files"]),
        "groups": len(known["groups"]),
        "pictures": known["media"]["entries"] if drawn else 0,
        "seconds": stages.seconds,
    }
    if as_json:
        print_json(summary)
        return
    rows = [(key, of["accounts"], of["tweets"]) for key, of in known["campaigns"].items()]
    print_table(("campaign", "accounts", "tweets"), rows)
    note(f"synthetic archive in {folder}; what is planted stands in {folder / TRUTH_NAME}")
