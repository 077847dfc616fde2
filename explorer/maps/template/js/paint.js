// Dots and lines on a canvas whose units are world pixels. Shared by every engine: WebGL draws the mass, this what stands
// out of it.
(() => {
  const { state, visible, lineVisible, colour } = ioscope;
  const { nodes, edges } = state;
  const theme = { ground: "#fff", text: "#000", tie: "#888" };

  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    for (const key of Object.keys(theme)) theme[key] = style.getPropertyValue(`--${key}`).trim();
  }

  // Strong lines last, so that they lie on top. Weights are few: lines are put on piles, which takes a tenth of a sort's time.
  let ordered = null;

  function order() {
    if (ordered) return ordered;
    const piles = new Map();
    for (let e = 0; e < state.lines; e++) {
      const pile = piles.get(edges.weight[e]);
      if (pile) pile.push(e); else piles.set(edges.weight[e], [e]);
    }
    return (ordered = [...piles.keys()].sort((a, b) => a - b).flatMap((weight) => piles.get(weight)));
  }
  let heaviest = 4; // where all lines weigh one, none is thick
  for (const weight of edges.weight) heaviest = Math.max(heaviest, weight);
  // Many lines must be fainter, or the middle of the map is one grey block.
  const thin = Math.min(1, Math.max(0.34, Math.sqrt(700 / Math.max(state.lines, 1))));

  const share = (e) => Math.sqrt(edges.weight[e] / heaviest);
  const inside = (e) => nodes.group[edges.source[e]] === nodes.group[edges.target[e]];

  /** Dots grow slower than the zoom, so that zooming in takes crowded places apart. */
  const radius = (i, scale) => (state.size[i] / 2) * Math.pow(scale, -0.4);

  /** Colour, opacity and width (screen pixels at zoom 1) of a line. */
  function lineStyle(e) {
    const part = share(e);
    const same = inside(e);
    return { tint: same ? colour(edges.source[e]) : theme.tie, opacity: (same ? 0.3 + 0.5 * part : 0.2 + 0.4 * part) * thin, width: 0.6 + 3.2 * part };
  }

  function drawLine(ctx, e, scale, strong) {
    const s = edges.source[e];
    const t = edges.target[e];
    const { tint, opacity, width } = lineStyle(e);
    ctx.strokeStyle = tint;
    ctx.globalAlpha = strong ? 0.35 + 0.5 * share(e) : opacity;
    ctx.lineWidth = (width + (strong ? 0.4 : 0)) / Math.sqrt(scale);
    ctx.beginPath();
    ctx.moveTo(state.x[s], state.y[s]);
    ctx.lineTo(state.x[t], state.y[t]);
    ctx.stroke();
  }

  function drawLines(ctx, scale) {
    ctx.save();
    ctx.lineCap = "round";
    for (const e of order()) if (lineVisible(e)) drawLine(ctx, e, scale, false);
    ctx.restore();
  }

  /** Dots in the order in which vis-network draws them. */
  function drawDots(ctx, scale) {
    for (let i = 0; i < state.count; i++) drawNode(ctx, i, scale);
  }

  function corners(ctx, places) {
    places.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }

  function drawNode(ctx, i, scale) {
    if (!visible(i)) return;
    const r = radius(i, scale);
    const x = state.x[i];
    const y = state.y[i];
    const outline = 1.1 / Math.pow(scale, 0.6);
    ctx.beginPath();
    const shape = state.shape[i];
    if (shape === "square" || shape === "frame") ctx.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    else if (shape === "diamond") corners(ctx, [[x, y - r * 1.2], [x + r * 1.2, y], [x, y + r * 1.2], [x - r * 1.2, y]]);
    else if (shape === "triangle") corners(ctx, [[x, y - r * 1.1], [x + r * 1.05, y + r * 0.8], [x - r * 1.05, y + r * 0.8]]);
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
    if (shape === "frame") {
      ctx.fillStyle = theme.ground;
      ctx.fill();
      ctx.strokeStyle = colour(i);
      ctx.lineWidth = Math.max(outline, r * 0.42);
      ctx.stroke();
      return;
    }
    if (shape === "ring") {
      const ring = Math.max(outline, r * 0.42);
      ctx.fillStyle = theme.ground;
      ctx.fill();
      ctx.beginPath();
      ctx.arc(x, y, r - ring / 2, 0, 2 * Math.PI);
      ctx.strokeStyle = colour(i);
      ctx.lineWidth = ring;
      ctx.stroke();
      return;
    }
    ctx.strokeStyle = theme.ground;
    ctx.lineWidth = outline * 2;
    ctx.stroke();
    ctx.fillStyle = colour(i);
    ctx.fill();
  }

  /** Fade everything to 12 % by a veil of the ground's colour, then draw what stays on top of it: no data changes. */
  function drawFocus(ctx, kept, scale, width, height) {
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 0.88;
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
    ctx.save();
    ctx.lineCap = "round";
    for (const e of kept.lines) drawLine(ctx, e, scale, true);
    ctx.restore();
    for (const i of kept.nodes) drawNode(ctx, i, scale);
    if (kept.centre >= 0) {
      ctx.save();
      ctx.beginPath();
      ctx.arc(state.x[kept.centre], state.y[kept.centre], radius(kept.centre, scale) + 3 / scale, 0, 2 * Math.PI);
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1.6 / scale;
      ctx.stroke();
      ctx.restore();
    }
  }

  Object.assign(ioscope, { theme, readTheme, radius, lineStyle, order, drawLines, drawDots, drawNode, drawFocus });
})();
