// Bars of activity by month under the map; what is chosen stands out in them.
(() => {
  const { state, byId, el, svg, number, on } = ioscope;
  const { model } = state;
  const { months } = model;

  function of(lines) {
    const sums = months.keys.map(() => 0);
    for (const e of lines) {
      const flat = months.edges[e];
      for (let k = 0; k < flat.length; k += 2) sums[flat[k]] += flat[k + 1];
    }
    return sums;
  }

  function draw(chosen) {
    if (!months) return;
    const picked = chosen ? of("node" in chosen ? state.touching[chosen.node] : [chosen.edge]) : null;
    const shown = picked || months.total;
    const top = Math.max(1, ...shown);
    const width = 1000 / months.keys.length;
    const bars = shown.map((value, i) => {
      const height = value ? Math.max(1, (40 * value) / top) : 0;
      const bar = svg("rect", { x: i * width + width * 0.08, y: 42 - height, width: width * 0.84, height, fill: "var(--accent)" });
      bar.append(svg("title", {}, `${months.keys[i]}: ${number(value)}`));
      return bar;
    });
    const what = model.words.weight;
    const most = shown.indexOf(Math.max(...shown));
    byId("time-title").textContent = `${what[0].toUpperCase()}${what.slice(1)} a month behind ${chosen ? "what is chosen" : "the lines"}: ` +
      `${number(shown.reduce((a, b) => a + b, 0))} in all, most in ${months.keys[most]} (${number(shown[most])})`;
    const picture = svg("svg", { viewBox: "0 0 1000 42", preserveAspectRatio: "none", role: "img", "aria-labelledby": "time-title" },
      svg("line", { x1: 0, x2: 1000, y1: 42, y2: 42, stroke: "var(--line)", "vector-effect": "non-scaling-stroke" }), ...bars);
    byId("bars").replaceChildren(picture, el("div", { class: "ends" },
      el("span", { textContent: months.keys[0] }), el("span", { textContent: "UTC" }), el("span", { textContent: months.keys[months.keys.length - 1] })));
  }

  function start() {
    if (!months || months.keys.length < 2) return;
    byId("time").hidden = false;
    document.body.classList.add("timed");
    draw(null);
    on("chosen", draw);
  }

  ioscope.time = { start };
})();
