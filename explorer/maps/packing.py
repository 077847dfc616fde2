"""Circles that do not overlap: nodes inside a group, and groups around the centre of the map."""

import numpy as np

from explorer.maps.network import Floats

GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


def spread(places: Floats, radii: Floats, *, rounds: int = 80) -> Floats:
    """Return `places` (n x 2) moved apart until circles of `radii` hardly overlap.

    A sweep along x finds the neighbours: circles further apart in x than the largest diameter cannot touch.
    """
    places = places.copy()
    reach = 2 * float(radii.max(initial=0.0))
    for _ in range(rounds):
        order = np.argsort(places[:, 0], kind="stable")
        sorted_places, sorted_radii = places[order], radii[order]
        push = np.zeros_like(places)
        touched = False
        for step in range(1, len(places)):
            gap = sorted_places[step:] - sorted_places[:-step]
            near = np.flatnonzero(gap[:, 0] < reach)
            if not len(near):
                break
            distance = np.hypot(gap[near, 0], gap[near, 1])
            overlap = sorted_radii[near + step] + sorted_radii[near] - distance
            clash = overlap > 1e-3
            if not clash.any():
                continue
            touched = True
            near, distance, overlap = near[clash], distance[clash], overlap[clash]
            away = gap[near]
            same = distance < 1e-9  # two at one place part along a direction of their own
            away[same] = np.stack([np.cos(near[same] * GOLDEN_ANGLE), np.sin(near[same] * GOLDEN_ANGLE)], axis=1)
            away /= np.maximum(distance, 1e-9 * ~same + same)[:, None]
            shift = away * (overlap * 0.5)[:, None]
            np.add.at(push, near, -shift)
            np.add.at(push, near + step, shift)
        if not touched:
            break
        places[order] = sorted_places + push * 0.7
    return places


def gather(places: Floats, radii: Floats) -> Floats:
    """Return circles drawn towards the origin and kept apart: a compact picture that keeps who lies beside whom.

    The longer side is drawn in harder, so that the picture comes out about as wide as high.
    """
    places = places.copy()
    rounds = max(60, min(300, 12_000 // max(len(places), 1)))  # many circles settle sooner, and cost more
    for i in range(rounds):
        extent = np.ptp(places, axis=0) + 2 * float(radii.max(initial=1.0))
        places *= 1 - 0.15 * (1 - i / rounds) * (extent / extent.max()) ** 2
        places = spread(places, radii, rounds=4)
    return spread(places, radii, rounds=rounds)


def fill_gaps(placed: Floats, placed_radii: Floats, radii: Floats) -> Floats:
    """Return a place for each further circle, the free one nearest to the origin, one after the other."""
    centres = [tuple(p) for p in placed]
    taken = list(placed_radii)
    found = np.zeros((len(radii), 2))
    edge = float((np.hypot(*placed.T) + placed_radii).max(initial=0.0)) if len(placed) else 0.0
    for i, radius in enumerate(radii):
        step = max(float(radius) * 0.5, (edge + 2 * radius) / 120, 1.0)
        count = int(((edge + 3 * radius + step) / step) ** 2 * 1.3) + 8
        index = np.arange(count)
        # A sunflower: even density, from the centre outwards.
        candidates = (
            step
            * np.sqrt(index)[:, None]
            * np.stack([np.cos(index * GOLDEN_ANGLE), np.sin(index * GOLDEN_ANGLE)], axis=1)
        )
        free = np.ones(count, dtype=bool)
        for (x, y), other in zip(centres, taken, strict=True):
            free &= np.hypot(candidates[:, 0] - x, candidates[:, 1] - y) >= other + radius
        best = candidates[int(np.argmax(free))] if free.any() else np.array([edge + radius, 0.0])
        found[i] = best
        centres.append((float(best[0]), float(best[1])))
        taken.append(float(radius))
        edge = max(edge, float(np.hypot(*best)) + float(radius))
    return found
