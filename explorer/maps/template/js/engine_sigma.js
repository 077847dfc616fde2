// The adapter to sigma: WebGL draws the mass of dots and lines, a 2D canvas over it the names and what is in focus.
// What lies under the pointer is found by our own arithmetic: reading it back from the graphics card, as sigma does,
// draws every dot twice and stalls software WebGL.
(() => {
  const { state, visible, lineVisible, colour, on, calm, view } = ioscope;
  const { SHAPES, dots, thinLines, wideLines, bytes, gate } = ioscope.programs;
  const { bare, network, nothing } = ioscope.renderer;
  const { container } = view;
  const THIN_FROM = 5_000; // dots from which lines are one pixel wide: a tenth of the work
  const BARE_FROM = 50_000; // dots from which lines are not drawn while the map moves
  const UNSEEN = { tint: "#000000", opacity: 0, width: 0 };
  const thin = state.count > THIN_FROM;
  let renderer, layer;
  let base = 1; // screen pixels a world pixel at camera ratio 1
  let fitted = 0;
  let asked = false, stale = false;
  let taken = -1; // the dot that follows the pointer

  // Dots and lines with all that sigma would add to each: an object that grows takes a multiple of the time.
  const node = (i) => ({
    x: state.x[i], y: -state.y[i], size: state.size[i] / 2, color: colour(i), form: SHAPES.indexOf(state.shape[i]),
    hidden: !visible(i), type: "dot", label: null, highlighted: false, forceLabel: false, zIndex: 0,
  });

  function line(e) {
    const hidden = !lineVisible(e);
    const { tint, opacity, width } = hidden ? UNSEEN : ioscope.lineStyle(e);
    return { hidden, size: thin ? 1 : width + 1, bytes: bytes(tint, opacity), type: "line", color: "#000", label: "", forceLabel: false, zIndex: 0 };
  }

  const hasWebGL = () => {
    const probe = document.createElement("canvas");
    return Boolean(probe.getContext("webgl2") || probe.getContext("webgl"));
  };

  /** Draw without WebGL, now and from here on. */
  function fallBack(why = "") {
    if (renderer) renderer.kill();
    renderer = null;
    ioscope.engine = ioscope.engines.still;
    ioscope.engine.start(why);
  }

  function start() {
    if (typeof Sigma === "undefined") return fallBack();
    try {
      renderer = new (bare())(network(), container, {
        nodeProgramClasses: { dot: dots() }, nodeHoverProgramClasses: { dot: nothing() },
        edgeProgramClasses: { line: thin ? thinLines() : wideLines() },
        defaultNodeType: "dot", defaultEdgeType: "line", nodeReducer: node, edgeReducer: line,
        inertiaRatio: 0, inertiaDuration: 0, renderLabels: false, stagePadding: 0, minEdgeThickness: 0.5, hideEdgesOnMove: state.count > BARE_FROM,
        zoomToSizeRatioFunction: () => Math.pow(renderer ? renderer.getGraphToViewportRatio() : 1, -0.6),
        zoomDuration: calm() ? 0 : 250,
      });
    } catch (error) {
      return fallBack(hasWebGL() ? error.message : "");
    }
    renderer.setCustomBBox(renderer.getBBox()); // a dot that is dragged outside does not move the rest
    renderer.on("resize", () => renderer.putAway());
    renderer.putAway();
    const canvas = renderer.createCanvas("overlay", { style: { pointerEvents: "none" } });
    layer = canvas.getContext("2d");
    container.tabIndex = 0;
    view.described(container);
    renderer.on("afterRender", overlay);
    renderer.on("clickStage", ({ event }) => { const { x, y } = world(event); view.click(x, y, scale()); });
    renderer.on("doubleClickStage", ({ preventSigmaDefault }) => preventSigmaDefault());
    dragging();
    view.panning({ grabs: (event) => under(event) >= 0, by });
    container.addEventListener("pointermove", (event) => event.pointerType === "mouse" && point(event));
    container.addEventListener("pointerleave", () => view.point(-1));
    container.addEventListener("keydown", keys);
    for (const each of container.querySelectorAll("canvas")) each.addEventListener("webglcontextlost", () => renderer && fallBack("its context was lost"));
    addEventListener("resize", () => requestAnimationFrame(() => renderer && fit()));
    on("draw", () => draw(false));
    for (const what of ["visible", "sized", "themed"]) on(what, () => draw(true));
    fit();
    renderer.flush();
  }

  /** Draw at the next frame: all dots and lines anew where they `changed`, else what lies on top. */
  function draw(changed) {
    stale ||= changed;
    if (asked || !renderer) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (!renderer) return;
      if (stale) renderer.refresh();
      else overlay();
      stale = false;
    });
  }

  const scale = () => base / renderer.getCamera().ratio;

  function place() {
    const { x: dx, y: dy } = renderer.graphToViewport({ x: 0, y: 0 });
    return { scale: renderer.getGraphToViewportRatio(), dx, dy, ratio: devicePixelRatio || 1, fitted: fitted || 1 };
  }

  function overlay() {
    base = renderer.getGraphToViewportRatio() * renderer.getCamera().ratio;
    if (!fitted) return;
    const { canvas } = layer;
    const ratio = devicePixelRatio || 1;
    const width = Math.round(container.clientWidth * ratio), height = Math.round(container.clientHeight * ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${container.clientWidth}px`;
      canvas.style.height = `${container.clientHeight}px`;
    }
    layer.setTransform(1, 0, 0, 1, 0, 0);
    layer.clearRect(0, 0, width, height);
    view.overlay(layer, place());
  }

  const world = ({ x, y }) => { const at = place(); return { x: (x - at.dx) / at.scale, y: (y - at.dy) / at.scale }; };

  function inside(event) {
    const box = container.getBoundingClientRect();
    return world({ x: event.clientX - box.left, y: event.clientY - box.top });
  }

  function under(event) {
    if (!renderer) return -1;
    const { x, y } = inside(event);
    return view.nearest(x, y, scale(), 3);
  }

  const point = (event) => renderer && taken < 0 && view.point(event.buttons ? -1 : under(event));

  /** Move the picture by screen pixels. */
  function by(dx, dy) {
    const camera = renderer.getCamera();
    const middle = { x: container.clientWidth / 2 - dx, y: container.clientHeight / 2 - dy };
    const { x, y } = renderer.viewportToFramedGraph(middle, { cameraState: camera.getState() });
    camera.setState({ x, y });
    renderer.render();
  }

  function moveTo({ x, y, scale: wanted, offset }, animate) {
    const camera = renderer.getCamera();
    const now = { cameraState: camera.getState() };
    const centre = { x: x - offset.x / wanted, y: -(y - offset.y / wanted) };
    const framed = renderer.viewportToFramedGraph(renderer.graphToViewport(centre, now), now);
    const next = { x: framed.x, y: framed.y, ratio: base / wanted, angle: 0 };
    if (animate && !calm() && state.count <= BARE_FROM) camera.animate(next, { duration: 350 });
    else {
      camera.setState(next);
      renderer.render();
    }
  }

  function fit(animate = false) {
    const before = renderer.getDimensions();
    renderer.resize();
    const { width, height } = renderer.getDimensions();
    const found = view.frame(Array.from({ length: state.count }, (_, i) => i), 4);
    if (!found) return;
    if (before.width !== width || before.height !== height) renderer.render(); // the stage decides what a pixel is
    base = renderer.getGraphToViewportRatio() * renderer.getCamera().ratio;
    fitted = found.scale;
    gate.open = true;
    moveTo(found, animate);
  }

  /** Bring a node and its neighbours into the free part of the map. */
  function show(i) {
    const near = ioscope.focus();
    const found = view.frame(near ? [...near.nodes] : [i], Math.max(2.4, fitted));
    if (found) moveTo(found, true);
  }

  function zoom(factor) {
    const camera = renderer.getCamera();
    const ratio = camera.ratio / factor;
    if (calm()) camera.setState({ ratio });
    else camera.animate({ ratio }, { duration: 200 });
  }

  function keys(event) {
    if (!renderer) return;
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) {
      const middle = { x: container.clientWidth / 2, y: container.clientHeight / 2 };
      const { x, y } = renderer.viewportToFramedGraph({ x: middle.x + step[0], y: middle.y + step[1] });
      renderer.getCamera().setState({ x, y });
    } else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else return;
    event.preventDefault();
  }

  /** A dot follows the pointer that took it; its lines follow on top of the faded rest, which is drawn anew at the end. */
  function dragging() {
    const double = document.createElement("i");
    double.className = "double";
    const pace = ioscope.pace(() => { if (renderer) overlay(); return Boolean(renderer); });

    function follow() {
      const at = place();
      const r = ioscope.radius(taken, at.scale) * at.scale;
      Object.assign(double.style, { width: `${2 * r}px`, height: `${2 * r}px`, backgroundColor: colour(taken) });
      double.style.transform = `translate(${state.x[taken] * at.scale + at.dx - r}px, ${state.y[taken] * at.scale + at.dy - r}px)`;
    }

    renderer.on("downStage", ({ event, preventSigmaDefault }) => {
      const { x, y } = world(event);
      taken = event.original && event.original.touches ? -1 : view.nearest(x, y, scale(), 3);
      if (taken >= 0) preventSigmaDefault();
      pace.begin();
    });
    renderer.on("moveBody", ({ event, preventSigmaDefault }) => {
      const { touches } = event.original;
      if (!touches || touches.length < 2) preventSigmaDefault(); // the shell drags the map; sigma keeps the pinch
      if (taken < 0) return;
      state.hover = taken; // drawn at the pace of this drag
      const { x, y } = world(event);
      state.x[taken] = x;
      state.y[taken] = y;
      event.original.preventDefault();
      if (!double.isConnected) container.append(double);
      follow();
      pace.moved();
    });
    addEventListener("pointerup", () => {
      const i = taken;
      taken = -1;
      double.remove();
      if (i < 0 || !renderer) return;
      renderer.refresh({ partialGraph: { nodes: [i], edges: state.touching[i] }, skipIndexation: true, schedule: true });
    });
  }

  /** Where a node is on the screen, in pixels of the window. */
  function where(i) {
    const { x, y } = renderer.graphToViewport({ x: state.x[i], y: -state.y[i] });
    const box = container.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }

  /** The view on a canvas of its own: what WebGL drew is gone after its frame. */
  function picture() {
    const canvas = document.createElement("canvas");
    canvas.width = layer.canvas.width;
    canvas.height = layer.canvas.height;
    view.paint(canvas.getContext("2d"), place());
    return canvas;
  }

  ioscope.engines.sigma = { start, top: overlay, fit, show, zoom, where, picture, scale };
})();
