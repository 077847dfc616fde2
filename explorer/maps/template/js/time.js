// Bars of activity by month under the map, and the span of months that is drawn: two handles, and play.
(() => {
  const { state, byId, el, svg, number, announce, calm, on, sift } = ioscope;
  const { model } = state;
  const { months } = model;
  const last = months ? months.keys.length - 1 : 0;
  const STEP_MS = 700;
  const CALM_MS = 1500;
  let bars = [];
  let shown = [];
  let timer = 0;
  let from, to, play, said;

  const whole = () => state.from === 0 && state.to === last;

  function of(lines) {
    const sums = months.keys.map(() => 0);
    for (const e of lines) {
      const flat = months.edges[e];
      for (let k = 0; k < flat.length; k += 2) sums[flat[k]] += flat[k + 1];
    }
    return sums;
  }

  /** Bars of what is chosen, else of all lines of at least the weight that is drawn. */
  function draw() {
    const { chosen } = state;
    const lines = chosen ? ("node" in chosen ? state.touching[chosen.node] : [chosen.edge]) : state.edges.source.keys();
    shown = of([...lines].filter(ioscope.strong));
    const top = Math.max(1, ...shown);
    const width = 1000 / months.keys.length;
    bars = shown.map((value, i) => {
      const height = value ? Math.max(1, (40 * value) / top) : 0;
      const bar = svg("rect", { x: i * width + width * 0.08, y: 42 - height, width: width * 0.84, height });
      bar.append(svg("title", {}, `${months.keys[i]}: ${number(value)}`));
      return bar;
    });
    byId("bars").firstElementChild.replaceChildren(
      svg("line", { x1: 0, x2: 1000, y1: 42, y2: 42, stroke: "var(--line)", "vector-effect": "non-scaling-stroke" }), ...bars);
    mark();
  }

  function mark() {
    bars.forEach((bar, i) => bar.setAttribute("fill", i >= state.from && i <= state.to ? "var(--accent)" : "var(--idle)"));
    const inside = shown.slice(state.from, state.to + 1);
    const most = state.from + inside.indexOf(Math.max(...inside));
    const what = `${model.words.months[0].toUpperCase()}${model.words.months.slice(1)} a month`;
    const of = state.chosen ? " behind what is chosen" : "";
    byId("time-title").textContent = `${what}${of}, ${months.keys[state.from]} to ${months.keys[state.to]}: ` +
      `${number(inside.reduce((a, b) => a + b, 0))}, most in ${months.keys[most]} (${number(shown[most])})`;
    said.textContent = whole() ? "UTC" : `${number(state.stay)} ${model.words.edges} active (UTC)`;
    from.value = state.from;
    to.value = state.to;
    from.setAttribute("aria-valuetext", months.keys[state.from]);
    to.setAttribute("aria-valuetext", months.keys[state.to]);
    // The handle that can still move lies on top when both meet at an end.
    from.style.zIndex = state.from > last / 2 ? 2 : 1;
  }

  function span(first, end) {
    state.from = Math.max(0, Math.min(first, last));
    state.to = Math.max(state.from, Math.min(end, last));
    sift();
  }

  const tell = () => announce(`${months.keys[state.from]} to ${months.keys[state.to]}: ${number(state.stay)} ${model.words.edges} drawn`);

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", "Play: move the span of months along");
  }

  function start_playing() {
    if (whole() || state.to === last) {
      const width = whole() ? Math.max(1, Math.round((last + 1) / 12)) : state.to - state.from + 1;
      span(0, width - 1);
    }
    play.textContent = "❚❚";
    play.setAttribute("aria-label", "Pause");
    timer = setInterval(() => {
      span(state.from + 1, state.to + 1);
      if (state.to === last) { stop(); tell(); }
    }, calm() ? CALM_MS : STEP_MS);
  }

  function handle(id, label, move) {
    const input = el("input", { type: "range", id, min: 0, max: last, step: 1, "aria-label": label });
    input.addEventListener("input", () => { if (timer) stop(); move(Number(input.value)); });
    input.addEventListener("change", tell);
    return input;
  }

  /** Take the room under the map. */
  function open() {
    if (last < 1) return;
    byId("time").hidden = false;
    document.body.classList.add("timed");
  }

  function start() {
    if (last < 1) return;
    play = el("button", { type: "button", id: "play" });
    play.addEventListener("click", () => (timer ? stop() : start_playing()));
    from = handle("from", "First month that is drawn", (value) => span(Math.min(value, state.to), state.to));
    to = handle("to", "Last month that is drawn", (value) => span(state.from, Math.max(value, state.from)));
    said = el("span", {});
    const reset = el("button", { type: "button", class: "link", id: "all-months", textContent: "All months", hidden: true });
    reset.addEventListener("click", () => { if (timer) stop(); span(0, last); tell(); });
    byId("time").prepend(play);
    byId("bars").replaceChildren(
      svg("svg", { viewBox: "0 0 1000 42", preserveAspectRatio: "none", role: "img", "aria-labelledby": "time-title" }),
      el("div", { class: "span" }, from, to),
      el("div", { class: "ends" }, el("span", { textContent: months.keys[0] }), el("span", {}, said, " ", reset), el("span", { textContent: months.keys[last] })));
    stop();
    draw();
    on("chosen", draw);
    on("sifted", () => { reset.hidden = whole(); mark(); });
    on("weighed", draw);
  }

  ioscope.time = { open, start };
})();
