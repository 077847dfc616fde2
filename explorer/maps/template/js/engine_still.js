// Without WebGL: the same picture on a 2D canvas, drawn anew at each step of the view.
(() => {
  const { state, el, on, view } = ioscope;
  const { container } = view;
  const place = { scale: 1, dx: 0, dy: 0, ratio: 1, fitted: 1 };
  let canvas;
  let asked = false;

  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      size(canvas);
      view.paint(canvas.getContext("2d"), place);
    });
  }

  function size(target) {
    place.ratio = devicePixelRatio || 1;
    target.width = container.clientWidth * place.ratio;
    target.height = container.clientHeight * place.ratio;
  }

  function frame(ids, most) {
    const found = view.frame(ids, most);
    if (!found) return;
    place.scale = found.scale;
    place.dx = container.clientWidth / 2 + found.offset.x - found.x * found.scale;
    place.dy = container.clientHeight / 2 + found.offset.y - found.y * found.scale;
    draw();
    return found.scale;
  }

  function fit() {
    place.fitted = frame(Array.from({ length: state.count }, (_, i) => i), 4) || place.fitted;
  }

  function show(i) {
    const near = ioscope.focus();
    frame(near ? [...near.nodes] : [i], Math.max(2.4, place.fitted));
  }

  function zoom(factor) {
    const x = container.clientWidth / 2, y = container.clientHeight / 2;
    place.dx = x - (x - place.dx) * factor;
    place.dy = y - (y - place.dy) * factor;
    place.scale *= factor;
    draw();
  }

  /** Move the picture by screen pixels. */
  function by(dx, dy) {
    place.dx += dx;
    place.dy += dy;
    size(canvas);
    view.paint(canvas.getContext("2d"), place);
  }

  function where(i) {
    const box = container.getBoundingClientRect();
    return { x: state.x[i] * place.scale + place.dx + box.left, y: state.y[i] * place.scale + place.dy + box.top };
  }

  /** `why` WebGL failed, where it is there and did. */
  function start(why) {
    canvas = el("canvas", { class: "still", tabIndex: 0 });
    view.described(canvas);
    const said = el("p", { class: "notice low", textContent: `Drawn without WebGL${why ? ` (${why})` : ""}: a still picture. Search, legend, sliders and the table work as ever.` });
    container.replaceChildren(canvas, said);
    canvas.addEventListener("click", (event) => {
      const box = container.getBoundingClientRect();
      view.click((event.clientX - box.left - place.dx) / place.scale, (event.clientY - box.top - place.dy) / place.scale, place.scale);
    });
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) by(...step);
      else if (event.key === "+" || event.key === "=") zoom(1.4);
      else if (event.key === "-") zoom(1 / 1.4);
      else return;
      event.preventDefault();
    });
    addEventListener("resize", () => requestAnimationFrame(fit));
    view.panning({ grabs: () => false, by });
    on("draw", draw);
    fit();
  }

  ioscope.engines.still = { start, top: draw, fit, show, zoom, where, picture: () => canvas, scale: () => place.scale };
})();
