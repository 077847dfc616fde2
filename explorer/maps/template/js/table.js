// The same data as a real table: for readers who do not see the map, and for whoever wants the numbers.
(() => {
  const { state, byId, el, name, number, choose, groupById, on, phone } = ioscope;
  const { model, nodes } = state;
  const view = byId("table-view");
  const kindNames = new Map(model.kinds.map((kind) => [kind.key, kind.name]));
  const extra = model.facts.filter((fact) => fact.type === "number" && !(fact.key in nodes.measures));
  const columns = [
    { title: model.words.node[0].toUpperCase() + model.words.node.slice(1), value: (i) => nodes.label[i] },
    { title: "Group", value: (i) => groupById.get(nodes.group[i]).name },
    ...(model.kinds.length > 1 ? [{ title: "Kind", value: (i) => kindNames.get(state.kind[i]) }] : []),
    ...model.measures.map(({ key, name: title }) => ({ title, value: (i) => nodes.measures[key][i], number: true })),
    ...extra.map(({ key, name: title }) => ({ title, value: (i) => nodes.facts[key][i], number: true })),
  ];
  const MOST = 2_000; // rows at once: a hundred thousand would freeze the browser
  let rows = null; // by node, made when they are first shown
  let body, more;
  let order = [];
  let shown = 0;
  let sorted = { column: model.kinds.length > 1 ? 3 : 2, down: true };

  function row(i) {
    const button = el("button", { type: "button" }, name(nodes.label[i]));
    button.addEventListener("click", () => { choose({ node: i }); ioscope.engine.show(i); });
    return el("tr", {}, el("th", { scope: "row" }, button), ...columns.slice(1).map((column) => {
      const value = column.value(i);
      return el("td", { class: column.number ? "right" : "", textContent: column.number ? number(value) : value });
    }));
  }

  function sort(column, down) {
    sorted = { column, down };
    const { value, number: numeric } = columns[column];
    order = Array.from({ length: state.count }, (_, i) => i).sort((a, b) => {
      const x = value(a), y = value(b);
      const difference = numeric ? (x ?? -1) - (y ?? -1) : x < y ? -1 : x > y ? 1 : 0;
      return (down ? -difference : difference) || a - b;
    });
    body.replaceChildren();
    shown = 0;
    further();
    view.querySelectorAll("thead th").forEach((head, i) => {
      if (i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  /** Append the next rows. */
  function further() {
    const next = order.slice(shown, shown + MOST);
    body.append(...next.map((i) => (rows[i] ??= row(i))));
    shown += next.length;
    more.hidden = shown >= order.length;
    more.textContent = `${number(shown)} of ${number(order.length)} rows; show ${number(Math.min(MOST, order.length - shown))} more. Export has them all.`;
  }

  function build() {
    rows = new Array(state.count);
    more = el("button", { type: "button", class: "link more" });
    more.addEventListener("click", further);
    body = el("tbody", {});
    const heads = columns.map((column, i) => {
      const button = el("button", { type: "button", textContent: column.title });
      button.addEventListener("click", () => sort(i, sorted.column === i ? !sorted.down : Boolean(column.number)));
      return el("th", { scope: "col", class: column.number ? "right" : "" }, button);
    });
    const caption = el("caption", { textContent: `${model.title}: ${number(state.count)} ${model.words.nodes}. Click a heading to sort, a name for its facts.` });
    view.replaceChildren(el("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Table of all " + model.words.nodes },
      el("table", {}, caption, el("thead", {}, el("tr", {}, ...heads)), body), more));
    sort(sorted.column, sorted.down);
  }

  function show(open) {
    if (open && !rows) build();
    view.hidden = !open && !phone();
    byId("toggle-table").setAttribute("aria-pressed", String(open));
    byId("toggle-table").textContent = open ? "Map" : "Table";
  }

  on("chosen", (chosen) => rows && rows.forEach((element, i) => element.classList.toggle("chosen", Boolean(chosen) && chosen.node === i)));
  ioscope.table = { show, isOpen: () => byId("toggle-table").getAttribute("aria-pressed") === "true" };
})();
