// What is drawn now, as a file: a picture (PNG, SVG), a network (GEXF) or tables (CSV). Nothing leaves the browser.
(() => {
  const { state, byId, el, number, announce, visible, lineVisible, colour, groupById, theme } = ioscope;
  const { model, nodes, edges } = state;
  const kindNames = new Map(model.kinds.map((kind) => [kind.key, kind.name]));
  const stem = model.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "map";

  const drawnNodes = () => Array.from({ length: state.count }, (_, i) => i).filter(visible);
  const drawnLines = () => Array.from({ length: state.lines }, (_, e) => e).filter(lineVisible);
  const xml = (value) => String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  /** Columns of the tables: label, kind, group, measures, facts. */
  const nodeColumns = () => [
    { key: "label", name: "Label", value: (i) => nodes.label[i] },
    { key: "kind", name: "Kind", value: (i) => kindNames.get(state.kind[i]) },
    { key: "group", name: "Group", value: (i) => groupById.get(nodes.group[i]).name },
    ...model.measures.map(({ key, name }) => ({ key, name, number: true, value: (i) => nodes.measures[key][i] })),
    ...model.facts.filter(({ key }) => !(key in nodes.measures)).map(({ key, name, type }) => ({
      key, name, number: type === "number",
      value: (i) => (Array.isArray(nodes.facts[key][i]) ? nodes.facts[key][i].join(", ") : nodes.facts[key][i]),
    })),
  ];

  const lineColumns = () => [
    ...Object.keys(edges.parts).map((key) => ({ key: `by_${key}`, name: key, value: (e) => edges.parts[key][e] })),
    ...(model.months ? [
      { key: "first_month", name: "first_month", text: true, value: (e) => monthOf(e, 0) },
      { key: "last_month", name: "last_month", text: true, value: (e) => monthOf(e, -2) },
    ] : []),
  ];
  const monthOf = (e, at) => model.months.keys[model.months.edges[e].at(at)] || "";

  /** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^'*[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }
  const csv = (heads, rows) => [heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";

  function nodesCsv() {
    const columns = nodeColumns();
    return csv(["Id", ...columns.map(({ name }) => name)], drawnNodes().map((i) => [i, ...columns.map(({ value }) => value(i))]));
  }

  function linesCsv() {
    const columns = lineColumns();
    const heads = ["Source", "Target", "Type", "Weight", "Source label", "Target label", ...columns.map(({ name }) => name)];
    const type = model.words.directed ? "Directed" : "Undirected";
    return csv(heads, drawnLines().map((e) => {
      const s = edges.source[e], t = edges.target[e];
      return [s, t, type, edges.weight[e], nodes.label[s], nodes.label[t], ...columns.map(({ value }) => value(e))];
    }));
  }

  const attributes = (columns) => columns.map(({ key, number: numeric }) => `<attribute id="${xml(key)}" title="${xml(key)}" type="${numeric ? "double" : "string"}"/>`).join("");
  const values = (columns, at) => columns.map(({ key, value }) => [key, value(at)]).filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([key, value]) => `<attvalue for="${xml(key)}" value="${xml(value)}"/>`).join("");
  const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

  /** The months in which a line was active, for Gephi's timeline. */
  function spells(e) {
    if (!model.months) return "";
    const rows = [];
    for (let k = 0; k < model.months.edges[e].length; k += 2) {
      const month = model.months.keys[model.months.edges[e][k]];
      const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
      rows.push(`<spell start="${month}-01" end="${end}"/>`);
    }
    return rows.length ? `<spells>${rows.join("")}</spells>` : "";
  }

  function gexf() {
    const columns = nodeColumns().slice(1);
    const lines = lineColumns().map((column) => ({ ...column, number: !column.text }));
    const node = (i) => {
      const [r, g, b] = rgb(colour(i));
      return `<node id="${i}" label="${xml(nodes.label[i])}"><attvalues>${values(columns, i)}</attvalues>` +
        `<viz:size value="${state.size[i]}"/><viz:position x="${state.x[i]}" y="${-state.y[i]}" z="0"/><viz:color r="${r}" g="${g}" b="${b}"/></node>`;
    };
    const edge = (e) => `<edge id="${e}" source="${edges.source[e]}" target="${edges.target[e]}" weight="${edges.weight[e]}">` +
      `<attvalues>${values(lines, e)}</attvalues>${spells(e)}</edge>`;
    const mode = model.months ? 'mode="dynamic" timeformat="date"' : 'mode="static"';
    return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n` +
      `<meta><creator>ioscope</creator><description>${xml(`${model.title}. ${model.lede} ${model.cut}`)}</description></meta>\n` +
      `<graph ${mode} defaultedgetype="${model.words.directed ? "directed" : "undirected"}">\n` +
      `<attributes class="node" mode="static">${attributes(columns)}</attributes>\n<attributes class="edge" mode="static">${attributes(lines)}</attributes>\n` +
      `<nodes>\n${drawnNodes().map(node).join("\n")}\n</nodes>\n<edges>\n${drawnLines().map(edge).join("\n")}\n</edges>\n</graph>\n</gexf>\n`;
  }

  const caption = () => [model.synthetic ? "Synthetic data. " : "", model.title, ". ", model.cut, "."].join("");

  /** The view on the screen, as shapes. */
  function svg() {
    const box = byId("canvas").getBoundingClientRect();
    const at = (i) => { const { x, y } = ioscope.engine.where(i); return [+(x - box.left).toFixed(1), +(y - box.top).toFixed(1)]; };
    const scale = ioscope.engine.scale();
    const places = new Map(drawnNodes().map((i) => [i, at(i)]));
    const lines = drawnLines().map((e) => {
      const [x1, y1] = places.get(edges.source[e]), [x2, y2] = places.get(edges.target[e]);
      const { tint, opacity, width } = ioscope.lineStyle(e);
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${xml(tint)}" stroke-opacity="${opacity.toFixed(2)}" stroke-width="${(width * Math.sqrt(scale)).toFixed(2)}"/>`;
    });
    const dots = [...places].map(([i, [x, y]]) => {
      const r = +(ioscope.radius(i, scale) * scale).toFixed(1);
      const fill = `fill="${colour(i)}" stroke="${theme.ground}"`;
      const title = `<title>${xml(nodes.label[i])}</title>`;
      switch (state.shape[i]) {
        case "ring": return `<circle cx="${x}" cy="${y}" r="${r * 0.8}" fill="${theme.ground}" stroke="${colour(i)}" stroke-width="${r * 0.4}">${title}</circle>`;
        case "square": return `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" ${fill}>${title}</rect>`;
        case "frame": return `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" fill="${theme.ground}" stroke="${colour(i)}" stroke-width="2">${title}</rect>`;
        case "diamond": return `<path d="M${x} ${y - r * 1.2}L${x + r * 1.2} ${y}L${x} ${y + r * 1.2}L${x - r * 1.2} ${y}Z" ${fill}>${title}</path>`;
        case "triangle": return `<path d="M${x} ${y - r}L${x + r} ${y + r * 0.8}L${x - r} ${y + r * 0.8}Z" ${fill}>${title}</path>`;
        default: return `<circle cx="${x}" cy="${y}" r="${r}" ${fill}>${title}</circle>`;
      }
    });
    const labels = (state.drawnLabels || []).map(([i, x, y]) =>
      `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" paint-order="stroke" stroke="${theme.ground}" stroke-width="3" fill="${theme.text}">${xml(nodes.short[i])}</text>`);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}" viewBox="0 0 ${box.width} ${box.height}" font-family="system-ui, sans-serif" font-size="12" font-weight="600">` +
      `<rect width="100%" height="100%" fill="${theme.ground}"/>${lines.join("")}${dots.join("")}${labels.join("")}` +
      `<text x="12" y="${box.height - 12}" font-weight="400" fill="${theme.text}">${xml(caption())}</text></svg>\n`;
  }

  function png() {
    const drawing = ioscope.engine.picture();
    const copy = el("canvas", { width: drawing.width, height: drawing.height });
    const ctx = copy.getContext("2d");
    const ratio = drawing.width / byId("canvas").getBoundingClientRect().width;
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(drawing, 0, 0);
    ctx.font = `${12 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = theme.text;
    ctx.fillText(caption(), 12 * ratio, copy.height - 12 * ratio, copy.width - 24 * ratio);
    return new Promise((resolve) => { copy.toBlob(resolve, "image/png"); });
  }

  const FORMS = [
    ["png", "PNG", "Picture of this view", "png", png],
    ["svg", "SVG", "The same, to edit and to print", "svg", () => new Blob([svg()], { type: "image/svg+xml" })],
    ["gexf", "GEXF", "Network with places, colours and months, for Gephi", "gexf", () => new Blob([gexf()], { type: "application/xml" })],
    ["nodes", "CSV", `Table of ${model.words.nodes}`, "nodes.csv", () => new Blob([nodesCsv()], { type: "text/csv" })],
    ["lines", "CSV", `Table of ${model.words.edges}`, "lines.csv", () => new Blob([linesCsv()], { type: "text/csv" })],
  ];

  async function save(extension, make) {
    const url = URL.createObjectURL(await make());
    const link = el("a", { href: url, download: `${stem}.${extension}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    announce(`${stem}.${extension} saved`);
  }

  function start() {
    const box = byId("export");
    const said = el("p", { class: "note" });
    const close = el("button", { type: "button", class: "close", textContent: "Close" });
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => event.target === box && box.close());
    const buttons = FORMS.map(([id, name, what, extension, make]) => {
      const button = el("button", { type: "button", id: `export-${id}` }, el("strong", { textContent: name }), el("span", { textContent: what }));
      button.addEventListener("click", () => save(extension, make));
      return el("li", {}, button);
    });
    box.append(close, el("h2", { id: "export-title", textContent: "Export" }), said, el("ul", { class: "forms" }, ...buttons));
    byId("open-export").addEventListener("click", () => {
      said.textContent = `What is drawn now: ${number(drawnNodes().length)} ${model.words.nodes}, ${number(drawnLines().length)} ${model.words.edges}. Names as on this page.`;
      box.showModal();
    });
  }

  ioscope.exports = { start };
})();
