// What two accounts did alike: the numbers of each action, then the close pairs of tweets that show it.
(() => {
  const { state, el, name, number, byId } = ioscope;
  const { model, nodes, edges } = state;
  const { coactions, evidence } = model;
  const NONE = -1;

  const short = (value) => (value === null ? "unknown" : value >= 100 ? number(Math.round(value)) : String(Number(value.toPrecision(2))));
  const small = (q) => (q === null ? "unknown" : q < 0.0001 ? "< 0.0001" : String(Number(q.toPrecision(2))));
  const seconds = (value) => (value === null ? "unknown" : Math.abs(value) < 10 ? `${Number(Math.abs(value).toFixed(1))} s` : `${number(Math.round(Math.abs(value)))} s`);
  const percent = (value) => `${Math.round(100 * value)} %`;

  function fact(label, value, note) {
    return el("div", { class: "big" }, el("dt", { textContent: label }), el("dd", {}, value, note ? el("span", { class: "beside" }, note) : null));
  }

  function first(e, led) {
    if (led === null) return fact("Acted first", "unknown");
    const leader = led >= 0.5 ? edges.source[e] : edges.target[e];
    return fact("Acted first", percent(Math.max(led, 1 - led)), name(nodes.label[leader]));
  }

  function nearer(supports) {
    const windows = model.slider ? model.slider.windows.slice(0, -1) : [];
    if (!windows.length) return null;
    const said = windows.map(({ seconds: window }, rung) => `${number(supports[rung])} within ${window} s`);
    return el("div", { class: "wide" }, el("dt", { textContent: "Occasions that lie closer" }), el("dd", { textContent: said.reverse().join(", ") }));
  }

  function numbers(e) {
    return coactions.lines[e].map(([action, support, pairs, objects, expected, q, delay, led, robust, nulls, supports]) =>
      el("section", { class: "coaction" },
        coactions.actions.length > 1 ? el("h2", { textContent: coactions.actions[action][0].toUpperCase() + coactions.actions[action].slice(1) }) : null,
        el("dl", { class: "facts" },
          fact("Shared occasions", number(support), objects === null ? null : `on ${number(objects)} ${objects === 1 ? "object" : "objects"}`),
          fact("Expected", short(expected), pairs === null ? null : `of ${number(pairs)} close pairs`),
          fact("q-value", small(q)),
          fact("Median delay", seconds(delay)),
          first(e, led),
          fact("Robust", robust === null ? "unknown" : robust ? `all ${nulls} nulls` : "not all nulls"),
          nearer(supports))));
  }

  function moment(ms) {
    return ms === null ? "time left out" : new Date(ms).toISOString().slice(0, 19).replace("T", " ");
  }

  function side(i, ms, tweet) {
    const tip = tweet ? `tweet ${tweet}` : "";
    return el("span", { class: "side", title: tip }, ioscope.panel.dot(i), el("span", {}, name(nodes.label[i], { className: "cut" }), el("span", { class: "when", textContent: moment(ms) })));
  }

  function pair(e, [action, textU, textV, thing, timeU, timeV, delay, tweetU, tweetV]) {
    const quote = (text) => el("p", { class: "tweet" }, text === NONE ? el("span", { class: "absent", textContent: "text not on this page" }) : name(evidence.texts[text]));
    const same = textU === textV;
    const u = side(edges.source[e], timeU, tweetU), v = side(edges.target[e], timeV, tweetV);
    return el("li", {},
      el("p", { class: "object" }, name(evidence.things[thing], { className: "cut" }), el("strong", { textContent: seconds(delay) })),
      ...(same ? [quote(textU), el("div", { class: "sides" }, u, v)]
        : [el("div", { class: "one" }, u, quote(textU)), el("div", { class: "one" }, v, quote(textV))]));
  }

  function show(e) {
    const rows = (evidence && evidence.lines[e]) || [];
    const section = el("section", {});
    if (!rows.length) {
      const why = evidence && evidence.held < state.lines ? `This page holds evidence for the ${number(evidence.held)} strongest pairs; of this one: ioscope query evidence-for-a-pair` : "The graph has no evidence of this pair";
      section.append(el("h2", { textContent: "Evidence" }), el("p", { class: "note", textContent: why }));
    } else {
      const all = coactions.lines[e].reduce((sum, line) => sum + (line[2] || 0), 0);
      section.append(el("h2", { textContent: `Evidence, ${number(rows.length)} of ${number(all)} close pairs, closest first (UTC)` }),
        el("ul", { class: "pairs" }, ...rows.map((row) => pair(e, row))));
    }
    return [...numbers(e), section];
  }

  ioscope.evidence = coactions ? { show } : null;
})();
