// The adapter to vis-network: it keeps the view (pan, zoom, pinch, drag, keys) and draws each dot through our painter.
// Lines are painted before it draws: their width then follows our rule at every zoom, and hiding a group or fading the
// rest costs one repaint and no change of 6,000 objects.
(() => {
  const { state, visible, on, calm, later, view } = ioscope;
  const { container } = view;
  let network;
  const { nodes: columns, options } = state.engine;
  const data = new vis.DataSet(); // the dots that vis-network can take hold of
  let held = false;
  let fitted = 1;
  let asked = false;

  function start() {
    network = new vis.Network(container, { nodes: data, edges: [] }, options);
    const frame = container.querySelector("[tabindex]") || container.firstElementChild;
    view.described(frame);
    network.on("beforeDrawing", (ctx) => {
      ioscope.drawLines(ctx, network.getScale());
      if (!held) ioscope.drawDots(ctx, network.getScale());
    });
    network.on("afterDrawing", overlay);
    network.on("click", ({ pointer }) => view.click(pointer.canvas.x, pointer.canvas.y, network.getScale()));
    network.on("dragging", ({ nodes }) => nodes.length && moved(nodes));
    network.on("resize", () => requestAnimationFrame(fit));
    on("draw", draw);
    container.addEventListener("pointerdown", () => { if (hold()) network.redraw(); }, true); // only what was drawn can be taken
    view.panning({ grabs: (event) => under(event) >= 0, by });
    frame.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    frame.addEventListener("pointerleave", () => view.point(-1));
    fit();
  }

  /** Give vis-network the dots: a third of the time until the map is drawn, and only who drags one needs it. */
  function hold() {
    if (held) return false;
    held = true;
    const hidden = Uint8Array.from(columns.id, (id) => Number(!visible(id)));
    // `size` is what vis-network takes hold of when a dot is dragged; the picture is ours.
    data.add(columns.id.map((id, i) => ({ id, x: state.x[i], y: state.y[i], size: columns.size[i] / 2, shape: "custom", ctxRenderer: renderer, hidden: hidden[i] === 1 })));
    // Only what changes: 2,000 updates a step would make the slider stutter.
    on("visible", () => {
      const changed = columns.id.filter((id) => hidden[id] !== Number(!visible(id)));
      for (const id of changed) hidden[id] = Number(!visible(id));
      if (changed.length) data.update(changed.map((id) => ({ id, hidden: hidden[id] === 1 })));
    });
    return true;
  }

  function renderer({ ctx, id }) {
    const scale = network.getScale();
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
    ctx.save();
    view.overlay(ctx, { scale, ratio, dx: e / ratio, dy: f / ratio, fitted });
    ctx.restore();
    if (!held) later(hold);
  }

  function frameBox(ids, animate, most) {
    const found = view.frame(ids, most);
    if (!found) return;
    const { x, y, scale, offset } = found;
    const animation = animate && !calm() ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position: { x, y }, scale, offset, animation });
    return scale;
  }

  function fit(animate = false) {
    fitted = frameBox(Array.from({ length: state.count }, (_, i) => i), animate, 4) || fitted;
  }

  /** Bring a node and its neighbours into the free part of the map. */
  function show(i) {
    const near = ioscope.focus();
    frameBox(near ? [...near.nodes] : [i], true, Math.max(2.4, fitted));
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 200, easingFunction: "easeInOutQuad" } });
  }

  /** The dot under the pointer, -1 when there is none. */
  function under(event) {
    const box = container.getBoundingClientRect();
    const { x, y } = network.DOMtoCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
    return view.nearest(x, y, network.getScale(), 3);
  }

  const point = (event) => view.point(event.buttons ? -1 : under(event));

  /** Move the picture by screen pixels. */
  function by(dx, dy) {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x - dx / scale, y: y - dy / scale }, scale, animation: false });
    network.redraw();
  }

  /** Where a node is on the screen, in pixels of the window. */
  function where(i) {
    const { x, y } = network.canvasToDOM({ x: state.x[i], y: state.y[i] });
    const box = container.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }

  /** The drawing as it stands. */
  const picture = () => container.querySelector("canvas");

  // `top`: vis-network itself draws at the next frame, once.
  ioscope.engines.pyvis = { start, top: () => {}, fit, show, zoom, where, picture, scale: () => network.getScale() };
})();
