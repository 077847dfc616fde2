// Names on the map: the strongest of each group first, never one over another, with a halo of the ground's colour.
(() => {
  const { state, visible, theme, radius, phone } = ioscope;
  const SIZE = 12;
  const FONT = `600 ${SIZE}px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Thai", "Noto Sans Arabic", "Noto Sans CJK SC", sans-serif`;
  const PER_GROUP = 3;
  const MOST = 160;
  const SMALL = 400;
  const widths = new Map();

  function widthOf(ctx, i) {
    if (!widths.has(i)) widths.set(i, Math.min(ctx.measureText(state.nodes.short[i]).width, 220));
    return widths.get(i);
  }

  const clash = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Which names may stand on the map at this zoom: more of each group the closer the reader is. */
  function candidates(kept, closeness) {
    if (kept) {
      const near = [...kept.nodes].filter((i) => i !== kept.centre).sort((a, b) => a - b);
      return kept.centre >= 0 ? [kept.centre, ...near] : near;
    }
    const limit = state.count <= 100 ? Infinity : (phone() ? 2 : PER_GROUP) * closeness * closeness;
    const end = state.byRank.findIndex((i) => state.rank[i] >= limit); // in order of rank
    return end < 0 ? state.byRank : state.byRank.slice(0, end);
  }

  /** Draw the names; `view` maps world to screen pixels: {scale, dx, dy, ratio, width, height, obstacles, closeness}. */
  function drawLabels(ctx, view, kept) {
    ctx.save();
    ctx.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    ctx.font = FONT;
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = theme.ground;
    ctx.fillStyle = theme.text;
    const placed = [];
    const drawn = [];
    // On a small map names keep off the dots, but for a group's own and that of its strongest.
    const dots = kept || state.count > SMALL ? [] : state.byRank.filter(visible).map((i) => {
      const x = state.x[i] * view.scale + view.dx, y = state.y[i] * view.scale + view.dy, r = radius(i, view.scale) * view.scale;
      return { i, left: x - r, right: x + r, top: y - r, bottom: y + r };
    });
    for (const i of candidates(kept, view.closeness)) {
      if (drawn.length >= MOST) break;
      if (!visible(i)) continue;
      const x = state.x[i] * view.scale + view.dx;
      const y = state.y[i] * view.scale + view.dy;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const r = radius(i, view.scale) * view.scale + 4;
      const width = widthOf(ctx, i);
      const half = SIZE / 2 + 2;
      const spots = [[x + r, y], [x - r - width, y], [x - width / 2, y - r - half + 2], [x - width / 2, y + r + half - 2]];
      const boxes = spots.map(([left, middle]) => ({ at: [left, middle], left: left - 3, right: left + width + 3, top: middle - half, bottom: middle + half }))
        .filter((box) => box.left >= 0 && box.right <= view.width && box.top >= 0 && box.bottom <= view.height &&
          !placed.some((other) => clash(box, other)) && !view.obstacles.some((other) => clash(box, other)));
      const box = boxes.find((one) => !dots.some((dot) => dot.i !== i && clash(one, dot))) ||
        (state.rank[i] && state.kind[i] !== "group" ? null : boxes[0]);
      if (!box) continue;
      placed.push(box);
      drawn.push([i, ...box.at]);
    }
    ctx.direction = "ltr";
    for (const [i, left, middle] of drawn) {
      ctx.strokeText(state.nodes.short[i], left, middle, 220);
      ctx.fillText(state.nodes.short[i], left, middle, 220);
    }
    ctx.restore();
    state.placedLabels = placed;
    state.drawnLabels = drawn;
  }

  Object.assign(ioscope, { drawLabels });
})();
