// The model as read from the page, what is derived from it once, and what the reader has chosen.
(() => {
  const { model, engine } = ioscope.read;
  const { nodes, edges } = model;
  const count = nodes.label.length;
  const lines = edges.source.length;

  let touching = null; // lines by node, made when they are first asked for

  function touch() {
    touching = Array.from({ length: count }, () => []);
    for (let e = 0; e < lines; e++) {
      touching[edges.source[e]].push(e);
      touching[edges.target[e]].push(e);
    }
    return touching;
  }
  const groupById = new Map(model.groups.map((group) => [group.id, group]));

  // Labels: the strongest of each group first. Nodes come in order of strength, so the rank is a running count.
  const members = new Map();
  const rank = nodes.group.map((group, i) => {
    if (!members.has(group)) members.set(group, []);
    return members.get(group).push(i) - 1;
  });
  const ranks = [];
  for (const group of [...members.keys()].sort((a, b) => a - b)) members.get(group).forEach((i, at) => (ranks[at] ??= []).push(i));
  const byRank = ranks.flat();

  const shapes = new Map(model.kinds.map((kind) => [kind.key, kind.shape]));
  const state = {
    model, engine, nodes, edges, count, lines, rank, byRank,
    get touching() { return touching || touch(); },
    x: Float64Array.from(engine.nodes.x || []),
    y: Float64Array.from(engine.nodes.y || []),
    size: Float64Array.from(engine.nodes.size || []),
    kind: nodes.kind.map((k) => model.kind_keys[k]),
    shape: nodes.kind.map((k) => shapes.get(model.kind_keys[k])),
    hiddenGroups: new Set(),
    hiddenKinds: new Set(),
    hover: -1,
    chosen: null, // {node} or {edge}
    least: 0, // weight of the weakest line that is drawn
    rung: model.slider ? model.slider.windows.length - 1 : 0, // window in which occasions count, the run's own last
    stay: lines, // lines that the sliders keep
    from: 0, // first and last month of the span that is drawn
    to: model.months ? model.months.keys.length - 1 : 0,
    measure: model.measures[0].key,
  };

  // What the sliders keep: lines by weight and by month, and the nodes at their ends.
  const kept = new Uint8Array(lines).fill(1);
  const tied = new Uint8Array(count).fill(1);
  const strength = edges.strength || edges.weight;
  const weakest = model.slider && model.slider.rows.length ? model.slider.rows[0].weight : 0;
  const byRung = (model.slider ? model.slider.windows : []).map((_, rung) =>
    model.coactions.lines.map((line) => Math.max(...line.map((one) => one.at(-1)[rung]))));

  /** Whether the weight slider keeps a line, at the window of the window slider. */
  const strong = (e) => (byRung.length ? byRung[state.rung] : strength)[e] >= Math.max(state.least, weakest);

  const listeners = new Map();
  const on = (what, listener) => listeners.set(what, [...(listeners.get(what) || []), listener]);
  const emit = (what, value) => (listeners.get(what) || []).forEach((listener) => listener(value));

  const visible = (i) => tied[i] > 0 && !state.hiddenGroups.has(nodes.group[i]) && !state.hiddenKinds.has(state.kind[i]);
  const lineVisible = (e) => kept[e] > 0 && visible(edges.source[e]) && visible(edges.target[e]);
  const other = (e, i) => (edges.source[e] === i ? edges.target[e] : edges.source[e]);
  const colour = (i) => groupById.get(nodes.group[i]).colour;

  /** Node and lines to keep while the rest fades: of what is pointed at, else of what is chosen. */
  function focus() {
    const i = state.hover >= 0 ? state.hover : state.chosen && "node" in state.chosen ? state.chosen.node : -1;
    if (i >= 0) {
      const near = state.touching[i].filter(lineVisible);
      return { centre: i, lines: near, nodes: new Set([i, ...near.map((e) => other(e, i))]) };
    }
    if (state.chosen && "edge" in state.chosen) {
      const e = state.chosen.edge;
      return { centre: -1, lines: [e], nodes: new Set([edges.source[e], edges.target[e]]) };
    }
    return null;
  }

  function choose(chosen) {
    state.chosen = chosen;
    emit("chosen", chosen);
    emit("draw");
  }

  /** Keep the lines of at least a weight, in a window, that are active in a span of months; `state.stay` counts them. */
  function sift() {
    const { from, to } = state;
    const flat = model.months ? model.months.edges : null;
    const whole = !flat || (from <= 0 && to >= model.months.keys.length - 1);
    let stay = 0;
    tied.fill(0);
    for (let e = 0; e < lines; e++) {
      let active = whole;
      for (let k = 0; !active && k < flat[e].length; k += 2) active = flat[e][k] >= from && flat[e][k] <= to;
      kept[e] = Number(active && strong(e));
      if (!kept[e]) continue;
      stay++;
      tied[edges.source[e]] = 1;
      tied[edges.target[e]] = 1;
    }
    state.stay = stay;
    changed();
    emit("sifted", stay);
  }

  function toggle(set, key) {
    if (set.has(key)) set.delete(key); else set.add(key);
    return changed();
  }

  function changed() {
    let shown = 0;
    for (let i = 0; i < count; i++) if (visible(i)) shown++;
    const gone = state.chosen && ("node" in state.chosen ? !visible(state.chosen.node) : !lineVisible(state.chosen.edge));
    if (gone) choose(null);
    emit("visible", shown);
    emit("draw");
    return shown;
  }

  /** Diameters by the square root of a measure, 4 to 24 px, as layout.py computes the first ones. */
  function sizeBy(key) {
    const values = nodes.measures[key];
    let top = 0;
    for (const value of values) top = Math.max(top, value);
    for (let i = 0; i < count; i++) state.size[i] = 4 + 20 * Math.sqrt(top ? values[i] / top : 0);
    state.measure = key;
    emit("sized");
    emit("draw");
  }

  /** Ties of a node added up by partner: [{partner, sent, received, weight, lines}], strongest first. */
  function partners(i) {
    const found = new Map();
    for (const e of state.touching[i]) {
      const partner = other(e, i);
      const row = found.get(partner) || { partner, sent: 0, received: 0, weight: 0, lines: [] };
      row[edges.source[e] === i ? "sent" : "received"] += edges.weight[e];
      row.weight += edges.weight[e];
      row.lines.push(e);
      found.set(partner, row);
    }
    return [...found.values()].sort((a, b) => b.weight - a.weight || a.partner - b.partner);
  }

  Object.assign(ioscope, { state, on, emit, visible, lineVisible, other, colour, focus, choose, toggle, sift, strong, kept, sizeBy, partners, groupById });
})();
