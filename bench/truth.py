"""`python -m bench.truth`: how well planted groups are found, beside the published rules, and what pure noise gives.

The sample draws actors independently of objects, which is exactly our null: near-perfect precision is a best case here,
not a forecast for real releases.
"""

import json
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

import click
from ibis.backends.duckdb import Backend

from analysis.lake_tables import LakeTables, lake_tables
from analysis.parameters import ACTIONS, DEFAULT_ACTIONS, Parameters
from bench.machine import facts, load_average
from bench.planted import STRENGTHS, Score, best_f1, planted_edges, score
from bench.rules import OURS, detection_of, every_rule
from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import open_workspace
from loader.loading import Choices, load_into_lake
from sample.archive import write_sample
from sample.campaigns import FULL_SIZE
from sample.commands import SEED
from sample.mark import TRUTH_NAME
from terminal import Failure, Stages, json_text, note, print_table, show_failure

OUTPUT = Path(__file__).resolve().parent.parent / "bench-output"
PLANTED = tuple(action for action in ACTIONS if action != "table")
LEAST_RECALL, LEAST_PRECISION, MOST_FALSE = 0.98, 0.95, 0.05
QUIET = Stages(quiet=True)


@click.command()
@click.option(
    "--tweets", type=click.IntRange(min=500), default=FULL_SIZE, show_default=True, help="Tweets of each archive."
)
@click.option("--seeds", type=click.IntRange(min=0), default=20, show_default=True, help="Archives of pure noise.")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="Seed of the planted one.")
def main(tweets: int, seeds: int, seed: int) -> None:
    """Score every rule on planted groups and count false edges on noise; figures go to bench-output/truth-*.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        before = load_average()
        scores, best = _on_planted(tweets, seed)
        _show_ours(scores)
        _show_f1(scores, best)
        noise = [row for number in range(seeds) for row in _on_noise(tweets, seed + 1 + number)]
        _show_noise(noise)
        _write(tweets, seeds, seed, scores, best, noise, before)
    except Failure as failure:
        show_failure(failure)
        raise SystemExit(1) from failure


@contextmanager
def _looked_at(tweets: int, seed: int, *, noise: bool) -> Iterator[tuple[Backend, LakeTables, list[Any]]]:
    """Give an engine with the lake of a synthetic archive, and the archive's groups."""
    with TemporaryDirectory(prefix="ioscope-bench-") as root:
        archive = Path(root) / "archive"
        write_sample(archive, tweets=tweets, seed=seed, noise=noise, stages=QUIET)
        groups = json.loads((archive / TRUTH_NAME).read_text(encoding="utf-8"))["groups"]
        place = open_workspace(Path(root) / "workspace")
        loaded = load_into_lake(place, [archive], Choices(), QUIET)
        if loaded.failures:
            raise Failure(f"not every campaign could be loaded: {loaded.failures}", hint="see what was said above")
        with open_engine(place) as engine:
            yield engine, lake_tables(place, engine, read_manifests(place), Parameters()), groups


def _on_planted(tweets: int, seed: int) -> tuple[dict[str, dict[str, Score]], dict[str, dict[str, float]]]:
    """Return the score of each rule by action, and the best F1 that a cut of weight or cosine could have."""
    scores: dict[str, dict[str, Score]] = {}
    best: dict[str, dict[str, float]] = {}
    with _looked_at(tweets, seed, noise=False) as (engine, lake, groups):
        for action in PLANTED:
            note(f"{action} ...")
            planted = planted_edges(groups, action)
            ruled = every_rule(engine, detection_of(engine, lake, action, Parameters()))
            scores[action] = {name: score(edges, planted) for name, edges in ruled.edges.items()}
            best[action] = {
                "weight": best_f1(ruled.weights, planted, ruled.names),
                "cosine": best_f1(ruled.cosines, planted, ruled.names),
            }
    return scores, best


def _on_noise(tweets: int, seed: int) -> list[dict[str, Any]]:
    """Return one row an action: how many edges there are in pure noise, and how many of them are flagged."""
    note(f"noise, seed {seed} ...")
    with _looked_at(tweets, seed, noise=True) as (engine, lake, _):
        found = [detection_of(engine, lake, action, Parameters()).summary for action in DEFAULT_ACTIONS]
    return [
        {"seed": seed, "action": one.action, "edges": one.edges, "of_2": one.edges_weight_ge_2, "flagged": one.flagged}
        for one in found
    ]


def _show_ours(scores: Mapping[str, Mapping[str, Score]]) -> None:
    click.echo("\nours at default settings: recall by how often a group acted")
    rows = []
    for action, by_rule in scores.items():
        ours = by_rule[OURS]
        strengths = [ours.strengths[strength] for strength in STRENGTHS]
        forty = strengths[0]
        met = "" if forty is None else str(forty[1] >= LEAST_RECALL and forty[0] >= LEAST_PRECISION)
        rows.append(
            (action, ours.edges, f"{ours.precision:.3f}", *("" if s is None else f"{s[1]:.3f}" for s in strengths), met)
        )
    print_table(("action", "edges", "precision", *(f"{s} times" for s in STRENGTHS), "40: 0.98 / 0.95 met"), rows)


def _show_f1(scores: Mapping[str, Mapping[str, Score]], best: Mapping[str, Mapping[str, float]]) -> None:
    rules = list(next(iter(scores.values())))
    click.echo("\nF1 by action, all strengths together")
    rows = [(rule, *(f"{by_rule[rule].f1:.3f}" for by_rule in scores.values())) for rule in rules]
    rows += [(f"best cut of {kind} *", *(f"{of[kind]:.3f}" for of in best.values())) for kind in ("weight", "cosine")]
    print_table(("rule", *scores), rows)
    click.echo("* the threshold that fits the truth best: nobody who looks for it can choose that\n")
    click.echo("means over the actions")
    table = []
    for rule in rules:
        of = [by_rule[rule] for by_rule in scores.values()]
        by_strength = [[s.strengths[k] for s in of if s.strengths[k]] for k in STRENGTHS]
        table.append(
            (
                rule,
                *(f"{mean(values):.3f}" for values in ([s.precision for s in of], [s.recall for s in of])),
                f"{mean([s.f1 for s in of]):.3f}",
                *("" if not known else f"{mean(one[2] for one in known if one):.3f}" for known in by_strength),
            )
        )
    print_table(("rule", "precision", "recall", "F1", *(f"F1, {k} times" for k in STRENGTHS)), table)
    behind = not_leading(scores)
    click.echo("\nours does not lead in F1: " + ("; ".join(behind) if behind else "nowhere"))


def not_leading(scores: Mapping[str, Mapping[str, Score]]) -> list[str]:
    """Say for which actions, and for groups of which strength, another rule has a higher F1, and what both have."""
    told = []
    for action, by_rule in scores.items():
        f1 = {rule: {"all": one.f1, **_strength_f1(one)} for rule, one in by_rule.items()}
        for which, ours in f1[OURS].items():
            rule = max(f1, key=lambda name: f1[name][which])
            if f1[rule][which] > ours:
                told.append(f"{action} ({which}): {rule} {f1[rule][which]:.3f}, ours {ours:.3f}")
    return told


def _strength_f1(one: Score) -> dict[str, float]:
    return {f"{k} times": known[2] for k, known in one.strengths.items() if known is not None}


def noise_shares(noise: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return flagged edges among all found, and the share of searches (seed and action) with any flagged edge.

    In noise every flagged edge is false, so the second is the false discovery rate that q promises.
    """
    edges, flagged = sum(row["edges"] for row in noise), sum(row["flagged"] for row in noise)
    return {
        "flagged": flagged,
        "of_edges": flagged / max(1, edges),
        "of_edges_of_2": flagged / max(1, sum(row["of_2"] for row in noise)),
        "of_searches": sum(row["flagged"] > 0 for row in noise) / max(1, len(noise)),
    }


def _show_noise(noise: Sequence[Mapping[str, Any]]) -> None:
    if not noise:
        return
    click.echo("\npure noise")
    rows = []
    for action in DEFAULT_ACTIONS:
        of = [row for row in noise if row["action"] == action]
        share = noise_shares(of)
        edges, heavy = sum(row["edges"] for row in of), sum(row["of_2"] for row in of)
        rows.append((action, len(of), edges, heavy, share["flagged"], f"{share['of_searches']:.3f}"))
    print_table(("action", "seeds", "edges", "of 2 and more", "flagged", "seeds with any"), rows)
    share = noise_shares(noise)
    met = max(share["of_edges"], share["of_searches"]) < MOST_FALSE
    click.echo(
        f"false: {share['of_edges']:.2e} of all edges, {share['of_searches']:.3f} of all searches have any; "
        f"below {MOST_FALSE}: {met}"
    )


def _write(
    tweets: int,
    seeds: int,
    seed: int,
    scores: Mapping[str, Mapping[str, Score]],
    best: Mapping[str, Mapping[str, float]],
    noise: Sequence[Mapping[str, Any]],
    before: list[float],
) -> None:
    OUTPUT.mkdir(exist_ok=True)
    path = OUTPUT / f"truth-{tweets}.json"
    content = {
        "tweets": tweets,
        "seed": seed,
        "seeds": seeds,
        "machine": facts(),
        "load_average_before": before,
        "load_average_after": load_average(),
        "scores": {
            action: {rule: vars(one) | {"f1": one.f1} for rule, one in of.items()} for action, of in scores.items()
        },
        "best_cut_f1": best,
        "ours_does_not_lead": not_leading(scores),
        "noise": noise,
        "noise_shares": noise_shares(noise),
    }
    path.write_text(json_text(content) + "\n", encoding="utf-8")
    note(f"written to {path.relative_to(OUTPUT.parent)}")


if __name__ == "__main__":
    main()
