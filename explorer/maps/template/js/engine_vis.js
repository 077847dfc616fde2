// The adapter to vis-network: it keeps the view (pan, zoom, pinch, drag, keys) and draws each dot through our painter.
// Lines are painted before it draws: their width then follows our rule at every zoom, and hiding a group or fading the
// rest costs one repaint and no change of 6,000 objects.
(() => {
  const { state, byId, visible, lineVisible, on, choose, calm, phone } = ioscope;
  const container = byId("canvas");
  let network;
  let fitted = 1;
  let asked = false;

  function start() {
    const { nodes: columns, options } = state.engine;
    // `size` is what vis-network takes hold of when a dot is dragged; the picture is ours.
    const rows = columns.id.map((id, i) => ({ id, x: columns.x[i], y: columns.y[i], size: columns.size[i] / 2, shape: "custom", ctxRenderer: renderer }));
    const data = new vis.DataSet(rows);
    network = new vis.Network(container, { nodes: data, edges: [] }, options);
    const frame = container.querySelector("[tabindex]") || container.firstElementChild;
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", `${state.model.title}: drawing. Arrow keys move, plus and minus zoom. The table holds the same data.`);
    network.on("beforeDrawing", (ctx) => ioscope.drawLines(ctx, network.getScale()));
    network.on("afterDrawing", overlay);
    network.on("click", ({ pointer }) => click(pointer));
    network.on("dragging", ({ nodes }) => nodes.length && moved(nodes));
    network.on("resize", () => requestAnimationFrame(fit));
    on("draw", draw);
    // Only what changes: 2,000 updates a step would make the slider stutter.
    const hidden = new Uint8Array(columns.id.length);
    on("visible", () => {
      const changed = columns.id.filter((id) => hidden[id] !== Number(!visible(id)));
      for (const id of changed) hidden[id] = Number(!visible(id));
      if (changed.length) data.update(changed.map((id) => ({ id, hidden: hidden[id] === 1 })));
    });
    frame.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    frame.addEventListener("pointerleave", () => setHover(-1));
    fit();
  }

  function renderer({ ctx, id }) {
    const scale = network ? network.getScale() : 1;
    const diameter = 2 * ioscope.radius(id, scale);
    return { drawNode: () => ioscope.drawNode(ctx, id, scale), nodeDimensions: { width: diameter, height: diameter } };
  }

  function moved(ids) {
    const places = network.getPositions(ids);
    for (const id of ids) {
      state.x[id] = places[id].x;
      state.y[id] = places[id].y;
    }
  }

  function draw() {
    if (asked || !network) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; network.redraw(); });
  }

  function overlay(ctx) {
    const { a: pixels, e, f } = ctx.getTransform();
    const scale = network.getScale();
    const ratio = pixels / scale;
    const kept = ioscope.focus();
    if (kept) ioscope.drawFocus(ctx, kept, scale, ctx.canvas.width, ctx.canvas.height);
    const view = {
      scale, ratio, dx: e / ratio, dy: f / ratio, closeness: Math.max(1, scale / fitted),
      width: ctx.canvas.width / ratio, height: ctx.canvas.height / ratio, obstacles: cards(),
    };
    ioscope.drawLabels(ctx, view, kept);
    document.documentElement.dataset.drawn = "yes";
  }

  /** The cards that float over the map, in the coordinates of the stage. */
  function cards() {
    const stage = container.getBoundingClientRect();
    return ["left", "right", "time", "zoom", "cut"].flatMap((id) => [...(id === "left" || id === "right" ? byId(id).children : [byId(id)])])
      .map((card) => card.getBoundingClientRect())
      .filter((box) => box.width && box.top < stage.bottom)
      .map((box) => ({ left: box.left - stage.left, right: box.right - stage.left, top: box.top - stage.top, bottom: box.bottom - stage.top }));
  }

  /** The part of the stage that no card covers. */
  function free() {
    const stage = container.getBoundingClientRect();
    if (phone()) return { left: 12, top: 12, right: stage.width - 12, bottom: stage.height - 30 };
    const time = byId("time").getBoundingClientRect();
    const bottom = (time.height ? time.top : stage.height) - 46;
    return { left: byId("left").getBoundingClientRect().right + 24, right: byId("right").getBoundingClientRect().left - 24, top: 24, bottom };
  }

  function frameBox(ids, animate, most) {
    const room = free();
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const i of ids) {
      const r = state.size[i] / 2 + 2;
      x0 = Math.min(x0, state.x[i] - r); x1 = Math.max(x1, state.x[i] + r);
      y0 = Math.min(y0, state.y[i] - r); y1 = Math.max(y1, state.y[i] + r);
    }
    if (x0 > x1) return;
    const scale = Math.min((room.right - room.left) / (x1 - x0), (room.bottom - room.top) / (y1 - y0), most);
    const stage = container.getBoundingClientRect();
    const offset = { x: (room.left + room.right - stage.width) / 2, y: (room.top + room.bottom - stage.height) / 2 };
    const animation = animate && !calm() ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale, offset, animation });
    return scale;
  }

  function fit(animate = false) {
    fitted = frameBox(Array.from({ length: state.count }, (_, i) => i), animate, 4) || fitted;
    draw();
  }

  /** Bring a node and its neighbours into the free part of the map. */
  function show(i) {
    const near = ioscope.focus();
    frameBox(near ? [...near.nodes] : [i], true, Math.max(2.4, fitted));
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 200, easingFunction: "easeInOutQuad" } });
  }

  function nearest(x, y, tolerance) {
    const scale = network.getScale();
    let best = -1;
    let closest = Infinity;
    for (let i = 0; i < state.count; i++) {
      const distance = Math.hypot(state.x[i] - x, state.y[i] - y) - ioscope.radius(i, scale);
      if (distance < closest && distance < tolerance / scale && visible(i)) { best = i; closest = distance; }
    }
    return best;
  }

  function nearestLine(x, y, tolerance) {
    const kept = ioscope.focus();
    const reach = tolerance / network.getScale();
    let best = -1;
    let closest = reach;
    for (const e of kept ? kept.lines : state.edges.source.keys()) {
      if (!lineVisible(e)) continue;
      const ax = state.x[state.edges.source[e]], ay = state.y[state.edges.source[e]];
      const bx = state.x[state.edges.target[e]] - ax, by = state.y[state.edges.target[e]] - ay;
      const along = Math.max(0, Math.min(1, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by || 1)));
      const distance = Math.hypot(x - ax - along * bx, y - ay - along * by);
      if (distance < closest) { best = e; closest = distance; }
    }
    return best;
  }

  function click({ canvas: { x, y } }) {
    const i = nearest(x, y, phone() ? 14 : 4);
    if (i >= 0) return choose({ node: i });
    const e = nearestLine(x, y, phone() ? 8 : 4);
    choose(e >= 0 ? { edge: e } : null);
  }

  function point(event) {
    const box = container.getBoundingClientRect();
    const { x, y } = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
    setHover(event.buttons ? -1 : nearest(x, y, 3));
  }

  function setHover(i) {
    if (i === state.hover) return;
    state.hover = i;
    container.classList.toggle("over-node", i >= 0);
    draw();
  }

  /** Where a node is on the screen, in pixels of the window. */
  function where(i) {
    const { x, y } = network.canvasToDOM({ x: state.x[i], y: state.y[i] });
    const box = container.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }

  ioscope.engines = { pyvis: { start, fit, show, zoom, where, scale: () => network.getScale() } };
})();
