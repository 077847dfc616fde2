// What every engine asks of the view: the free part of the stage, what lies under a point, names and focus on top.
(() => {
  const { state, byId, visible, lineVisible, phone } = ioscope;
  const container = byId("canvas");

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
    const cut = byId("cut").getBoundingClientRect();
    const above = cut.height ? cut.top - stage.top - 8 : Infinity; // what was left out may take several lines
    if (phone()) return { left: 12, top: 12, right: stage.width - 12, bottom: Math.min(above, stage.height - 30) };
    const time = byId("time").getBoundingClientRect();
    const bottom = Math.min(above, (time.height ? time.top : stage.height) - 46);
    return { left: byId("left").getBoundingClientRect().right + 24, right: byId("right").getBoundingClientRect().left - 24, top: 24, bottom };
  }

  /** Centre, scale and offset that bring these dots into the free part, at most `most` times as large as life. */
  function frame(ids, most) {
    const room = free();
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const i of ids) {
      const r = state.size[i] / 2 + 2;
      x0 = Math.min(x0, state.x[i] - r); x1 = Math.max(x1, state.x[i] + r);
      y0 = Math.min(y0, state.y[i] - r); y1 = Math.max(y1, state.y[i] + r);
    }
    if (x0 > x1) return null;
    const scale = Math.min((room.right - room.left) / (x1 - x0), (room.bottom - room.top) / (y1 - y0), most);
    const stage = container.getBoundingClientRect();
    const offset = { x: (room.left + room.right - stage.width) / 2, y: (room.top + room.bottom - stage.height) / 2 };
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2, scale, offset };
  }

  /** The dot at a place of the map, within a tolerance in screen pixels; -1 when there is none. */
  function nearest(x, y, scale, tolerance) {
    let best = -1;
    let closest = tolerance / scale;
    const far = closest + 24 * Math.pow(scale, -0.4);
    for (let i = 0; i < state.count; i++) {
      const dx = state.x[i] - x, dy = state.y[i] - y;
      if (dx > far || dx < -far || dy > far || dy < -far) continue;
      const distance = Math.hypot(dx, dy) - ioscope.radius(i, scale);
      if (distance < closest && visible(i)) { best = i; closest = distance; }
    }
    return best;
  }

  function nearestLine(x, y, scale, tolerance) {
    const kept = ioscope.focus();
    let best = -1;
    let closest = tolerance / scale;
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

  /** Choose what lies at a place of the map. */
  function click(x, y, scale) {
    const i = nearest(x, y, scale, phone() ? 14 : 4);
    if (i >= 0) return ioscope.choose({ node: i });
    const e = nearestLine(x, y, scale, phone() ? 8 : 4);
    ioscope.choose(e >= 0 ? { edge: e } : null);
  }

  function point(i) {
    if (i === state.hover) return;
    state.hover = i;
    container.classList.toggle("over-node", i >= 0);
    ioscope.emit("draw");
  }

  let named = false; // whether the cards are filled

  /** Draw what lies on top from here on: names have to know where the cards end. */
  function name() {
    named = true;
    ioscope.engine.top();
  }

  /** Draw what lies on top: the neighbourhood in focus and the names. `dx`, `dy` in screen pixels, `ratio` of the device. */
  function overlay(ctx, { scale, dx, dy, ratio, fitted }) {
    if (!named) return;
    const kept = ioscope.focus();
    ctx.setTransform(scale * ratio, 0, 0, scale * ratio, dx * ratio, dy * ratio);
    if (kept) ioscope.drawFocus(ctx, kept, scale, ctx.canvas.width, ctx.canvas.height);
    const place = { scale, ratio, dx, dy, width: ctx.canvas.width / ratio, height: ctx.canvas.height / ratio };
    ioscope.drawPictures(ctx, place, kept);
    ioscope.drawLabels(ctx, { ...place, closeness: Math.max(1, scale / fitted), obstacles: cards() }, kept);
    document.documentElement.dataset.drawn = "yes";
  }

  /** Draw the whole map on a 2D canvas. */
  function paint(ctx, place) {
    const { scale, dx, dy, ratio } = place;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.setTransform(scale * ratio, 0, 0, scale * ratio, dx * ratio, dy * ratio);
    ioscope.drawLines(ctx, scale);
    for (let i = state.count - 1; i >= 0; i--) ioscope.drawNode(ctx, i, scale);
    overlay(ctx, place);
  }

  /** What the element that takes keys says of itself. */
  function described(element) {
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", `${state.model.title}: drawing. Arrow keys move, plus and minus zoom. The table holds the same data.`);
  }

  let hand = null;

  /** Let the pointer drag the map: the picture as it stands follows at once, and is drawn anew at its pace. */
  function panning(given) {
    const first = !hand;
    hand = given; // an engine that takes over takes the pointer, too
    if (!first) return;
    const fingers = new Set();
    let from = null;
    let x = 0, y = 0, drawnX = 0, drawnY = 0;
    const shift = () => { container.style.transform = x === drawnX && y === drawnY ? "" : `translate(${x - drawnX}px, ${y - drawnY}px)`; };
    const far = () => Math.abs(x - drawnX) > container.clientWidth / 2 || Math.abs(y - drawnY) > container.clientHeight / 2;
    const pace = ioscope.pace(() => {
      const dx = x - drawnX, dy = y - drawnY;
      if (!dx && !dy) return false;
      drawnX = x;
      drawnY = y;
      hand.by(dx, dy);
      shift();
      return true;
    });

    function end(event) {
      fingers.delete(event.pointerId);
      if (!from) return;
      from = null;
      pace.now();
    }

    container.addEventListener("pointerdown", (event) => {
      fingers.add(event.pointerId);
      if (from) pace.now();
      from = fingers.size === 1 && event.button === 0 && !hand.grabs(event) ? { x: event.clientX, y: event.clientY } : null;
      x = y = drawnX = drawnY = 0;
      pace.begin();
    }, true);
    addEventListener("pointermove", (event) => {
      if (!from) return;
      x = event.clientX - from.x;
      y = event.clientY - from.y;
      if (!pace.moved(far())) shift();
    }, true);
    addEventListener("pointerup", end, true);
    addEventListener("pointercancel", end, true);
  }

  ioscope.engines = {};
  ioscope.view = { container, frame, nearest, click, point, overlay, paint, panning, described, name };
})();
