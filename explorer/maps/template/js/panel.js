// The panel beside the map: the strongest nodes at first, then what the reader clicked.
(() => {
  const { state, byId, el, name, number, day, announce, choose, partners, colour, groupById, on } = ioscope;
  const { model, nodes, edges } = state;
  const TOP = 8;
  const panel = byId("panel");
  const kindNames = new Map(model.kinds.map((kind) => [kind.key, kind.name]));

  const dot = (i) => el("span", { class: `dot ${state.shape[i]}`, style: { backgroundColor: colour(i), borderColor: colour(i) } });

  /** A list of nodes as buttons, each with a number and a bar against the largest. */
  function list(rows, unit) {
    let top = 1;
    for (const row of rows) top = Math.max(top, row.value);
    return el("ul", { class: "rows" }, ...rows.map((row) => {
      const bar = el("span", { class: "bar" }, el("i", { style: { width: `${(100 * row.value) / top}%`, backgroundColor: colour(row.node) } }));
      const button = el("button", { type: "button", title: row.words || "" }, dot(row.node),
        name(nodes.label[row.node], { className: "cut" }), el("span", { textContent: number(row.value), title: unit }), bar);
      if (row.words) button.append(el("span", { class: "words", textContent: row.words }));
      button.addEventListener("click", () => {
        const line = ioscope.evidence && row.edge !== undefined;
        choose(line ? { edge: row.edge } : { node: row.node });
        if (!line) ioscope.engine.show(row.node);
      });
      return el("li", {}, button);
    }));
  }

  function fact(label, value, classes) {
    return el("div", { class: classes || "" }, el("dt", { textContent: label }), el("dd", {}, value));
  }

  function head(title, what) {
    const close = el("button", { type: "button", class: "link", textContent: "Close" });
    close.addEventListener("click", () => choose(null));
    return [el("div", { class: "head" }, el("h2", { class: "name" }, title), close), el("p", { class: "what" }, what)];
  }

  function start() {
    const key = state.measure;
    const measure = model.measures.find((m) => m.key === key);
    const order = nodes.measures[key].map((value, node) => ({ node, value })).sort((a, b) => b.value - a.value || a.node - b.node);
    panel.replaceChildren(
      el("h2", { textContent: `Strongest ${model.words.nodes}: ${measure.name.toLowerCase()}` }),
      list(order.slice(0, TOP), measure.name),
      el("p", { class: "note", textContent: `Click ${model.words.a_node} or a line for its facts. Point at one to see its neighbours.` }),
    );
  }

  /** The actions of lines in words: "12 retweets, 3 replies". */
  function counted(lines) {
    return model.parts.map((part) => {
      const column = edges.parts[part.key] || edges.weight;
      const sum = lines.reduce((total, e) => total + column[e], 0);
      return sum ? `${number(sum)} ${sum === 1 ? part.one : part.counted}` : null;
    }).filter(Boolean).join(", ");
  }

  function span(lines) {
    const first = Math.min(...lines.map((e) => edges.first[e] ?? Infinity));
    const last = Math.max(...lines.map((e) => edges.last[e] ?? -Infinity));
    return Number.isFinite(first) && Number.isFinite(last) ? (first === last ? day(first) : `${day(first)} to ${day(last)}`) : "";
  }

  function factsOf(i) {
    const facts = el("dl", { class: "facts" });
    for (const measure of model.measures) facts.append(fact(measure.name, number(nodes.measures[measure.key][i]), "big"));
    const active = model.words.directed ? span(state.touching[i]) : "";
    if (active) facts.append(fact("Active on this map (UTC)", active, "wide"));
    for (const { key, name: label, type } of model.facts) {
      const value = nodes.facts[key][i];
      if (value === null || value === undefined || key in nodes.measures) continue;
      if (type === "picture") {
        if (/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/.test(value)) facts.append(fact(label, el("img", { src: value, alt: "Small picture, as kept by the load" }), "wide"));
        continue;
      }
      const shown = type === "number" ? number(value) : name(Array.isArray(value) ? value.join(", ") : value);
      const wide = ["description", "user_id", "sha256", "display_name", "location", "hashtags"].includes(key);
      facts.append(fact(label, shown, `${wide ? "wide" : ""} ${key === "user_id" || key === "sha256" ? "small" : ""}`));
    }
    return facts;
  }

  function partnerLists(i) {
    const found = partners(i);
    const section = (title, rows) => rows.length ? el("section", {}, el("h2", { textContent: title }), list(rows, model.words.weight)) : null;
    const pick = (side) => found.filter((row) => row[side]).sort((a, b) => b[side] - a[side] || a.partner - b.partner)
      .slice(0, TOP).map((row) => ({ node: row.partner, value: row[side], words: words(row, side) }));
    const words = (row, side) => model.parts.length < 2 ? "" :
      counted(row.lines.filter((e) => !side || (edges.source[e] === i) === (side === "sent")));
    if (!model.words.directed) return [section("Most often together with", found.slice(0, TOP).map((row) => ({ node: row.partner, value: row.weight, words: words(row), edge: row.lines[0] })))];
    return [section("Received most from", pick("received")), section("Gave most to", pick("sent"))];
  }

  function showNode(i) {
    const group = groupById.get(nodes.group[i]);
    const what = el("span", {}, dot(i), ` ${kindNames.get(state.kind[i])} · ${group.name}`);
    panel.replaceChildren(...head(name(nodes.label[i]), what), factsOf(i), ...partnerLists(i).filter(Boolean));
    announce(`${nodes.label[i]}, ${kindNames.get(state.kind[i])}, ${group.name}, ${number(nodes.measures[model.measures[0].key][i])} ${model.measures[0].name}.`);
  }

  function showEdge(chosen) {
    const s = edges.source[chosen], t = edges.target[chosen];
    const both = state.touching[s].filter((e) => ioscope.other(e, s) === t);
    const title = el("span", {}, name(nodes.label[s]), " and ", name(nodes.label[t]));
    const facts = el("dl", { class: "facts" });
    const total = both.reduce((sum, e) => sum + edges.weight[e], 0);
    facts.append(fact(model.words.weight[0].toUpperCase() + model.words.weight.slice(1), number(total), "big"));
    if (span(both)) facts.append(fact("First and last (UTC)", span(both), ""));
    const alike = ioscope.evidence ? ioscope.evidence.show(chosen) : null;
    if (model.words.directed) for (const e of both) {
      const line = el("span", {}, name(nodes.label[edges.source[e]]), " to ", name(nodes.label[edges.target[e]]));
      facts.append(el("div", { class: "wide" }, el("dt", {}, line), el("dd", { textContent: counted([e]) })));
    }
    panel.replaceChildren(...head(title, alike ? "What they did alike: co-action, not intent" : "A line on this map"), ...(alike || [facts]),
      el("section", {}, el("h2", { textContent: "Both" }), list([s, t].map((node) => ({ node, value: nodes.measures[state.measure][node] })), "")));
    announce(`${nodes.label[s]} and ${nodes.label[t]}: ${number(total)} ${model.words.weight}.`);
  }

  function update(chosen) {
    if (!chosen) start();
    else if ("node" in chosen) showNode(chosen.node);
    else showEdge(chosen.edge);
    panel.scrollTop = 0;
  }

  on("chosen", update);
  ioscope.panel = { start, dot };
})();
