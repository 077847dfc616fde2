// Small multiples: the same places once for each action, at one scale of widths, so that actions can be compared.
(() => {
  const { state, byId, el, number, theme, colour, on } = ioscope;
  const { model, nodes, edges } = state;
  const WIDTH = 280, HEIGHT = 210, MARGIN = 8;
  const MANY = 20_000; // lines above which the dialog opens first and each action is drawn in its turn
  const drawings = [];

  /** Actions that have lines, those with most first: [{key, words, lines, tied, weight}]. */
  function actions() {
    return model.parts.map(({ key, counted }) => {
      const lines = [...edges.weight.keys()].filter((e) => edges.parts[key] && edges.parts[key][e] > 0);
      const tied = new Set(lines.flatMap((e) => [edges.source[e], edges.target[e]]));
      return { key, words: counted, lines, tied, weight: lines.reduce((sum, e) => sum + edges.parts[key][e], 0) };
    }).filter(({ lines }) => lines.length).sort((a, b) => b.lines.length - a.lines.length || (a.key < b.key ? -1 : 1));
  }

  function extent() {
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < state.count; i++) {
      x0 = Math.min(x0, state.x[i]); x1 = Math.max(x1, state.x[i]);
      y0 = Math.min(y0, state.y[i]); y1 = Math.max(y1, state.y[i]);
    }
    const scale = Math.min((WIDTH - 2 * MARGIN) / (x1 - x0 || 1), (HEIGHT - 2 * MARGIN) / (y1 - y0 || 1));
    return { scale, dx: WIDTH / 2 - (scale * (x0 + x1)) / 2, dy: HEIGHT / 2 - (scale * (y0 + y1)) / 2 };
  }

  function draw({ key, lines, tied }, canvas, top) {
    const ratio = devicePixelRatio || 1;
    canvas.width = WIDTH * ratio;
    canvas.height = HEIGHT * ratio;
    const ctx = canvas.getContext("2d");
    const { scale, dx, dy } = extent();
    const at = (i) => [state.x[i] * scale + dx, state.y[i] * scale + dy];
    ctx.scale(ratio, ratio);
    for (const e of lines) {
      const s = edges.source[e], t = edges.target[e];
      const part = Math.sqrt(edges.parts[key][e] / top);
      ctx.strokeStyle = nodes.group[s] === nodes.group[t] ? colour(s) : theme.tie;
      ctx.globalAlpha = 0.25 + 0.5 * part;
      ctx.lineWidth = 0.4 + 2 * part;
      ctx.beginPath();
      ctx.moveTo(...at(s));
      ctx.lineTo(...at(t));
      ctx.stroke();
    }
    for (let i = state.count - 1; i >= 0; i--) {
      ctx.globalAlpha = tied.has(i) ? 1 : 0.25;
      ctx.fillStyle = tied.has(i) ? colour(i) : theme.tie;
      ctx.beginPath();
      ctx.arc(...at(i), tied.has(i) ? 1.8 : 1, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  function drawAll() {
    const waiting = [...drawings];
    const next = () => {
      waiting.shift()();
      if (waiting.length) then();
    };
    const then = () => (state.lines > MANY ? setTimeout(next) : next());
    then();
  }

  /** Whether there is anything to compare: more than one action, and what adds up to a line are actions. */
  const some = () => model.by_action && model.parts.filter(({ key }) => (edges.parts[key] || []).some((value) => value > 0)).length > 1;

  /** What the dialog holds, drawn when it is first opened. */
  function content() {
    const every = actions();
    let top = 1;
    for (const { key } of every) for (const value of edges.parts[key]) top = Math.max(top, value);
    const grid = el("ul", { class: "multiples" }, ...every.map((action) => {
      const canvas = el("canvas", { role: "img", width: WIDTH, height: HEIGHT });
      canvas.style.width = `${WIDTH}px`;
      const said = `${number(action.lines.length)} ${action.lines.length === 1 ? model.words.edge : model.words.edges}, ${number(action.tied.size)} ${model.words.nodes}`;
      canvas.setAttribute("aria-label", `${action.key}: ${said}`);
      drawings.push(() => draw(action, canvas, top));
      return el("li", {}, el("h3", { textContent: action.key[0].toUpperCase() + action.key.slice(1) }), el("p", { class: "note", textContent: said }), canvas);
    }));
    drawAll();
    on("themed", drawAll);
    return [el("p", { class: "note", textContent: `The same places for each action, all at one scale of widths; pale dots have no ${model.words.edge} of it.` }), grid];
  }

  /** Open them at once where the map was made so. */
  function start() {
    if (model.by && some()) byId("open-multiples").click();
  }

  ioscope.multiples = { some, content, start };
})();
