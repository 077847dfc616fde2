// Search by name: a combobox that the keyboard alone can use.
(() => {
  const { state, byId, el, name, number, choose, panel, visible } = ioscope;
  const { nodes, model } = state;
  const MOST = 12;
  const input = byId("search");
  const box = byId("matches");
  const fold = (text) => String(text).normalize("NFKC").toLowerCase();
  const display = nodes.facts.display_name || [];
  let folded = null; // at the first search: a hundred thousand names take a moment
  const texts = () => (folded ??= nodes.label.map((label, i) => fold(display[i] ? `${label}\n${display[i]}` : label)));
  let found = [];
  let at = -1;

  function matches(query) {
    const wanted = fold(query).replace(/^[@#]/, "");
    const starts = [];
    const holds = [];
    const known = texts();
    for (let i = 0; i < state.count && wanted; i++) {
      const place = known[i].indexOf(wanted);
      if (place < 0 || !visible(i)) continue;
      (place === 0 || (place === 1 && known[i][0] === "#") ? starts : holds).push(i); // nodes come strongest first
    }
    return [...starts, ...holds];
  }

  function mark(next) {
    at = found.length ? (next + found.length) % found.length : -1;
    [...box.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", box.children[at].id);
      box.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function open() {
    const query = input.value.trim();
    const all = matches(query);
    found = all.slice(0, MOST);
    box.replaceChildren(...found.map((node, i) => {
      const row = el("li", { role: "option", id: `match-${i}`, "aria-selected": "false" },
        panel.dot(node), name(nodes.label[node], { className: "cut" }),
        el("span", { class: "count", textContent: number(nodes.measures[state.measure][node]) }));
      row.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(i); });
      return row;
    }));
    if (query && !found.length) box.append(el("li", { class: "none", role: "option", "aria-disabled": "true", textContent: `No ${model.words.node} of that name on this map` }));
    if (query) ioscope.announce(`${number(all.length)} found`);
    box.hidden = !query;
    input.setAttribute("aria-expanded", String(!box.hidden));
    mark(0);
  }

  function close() {
    box.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(i) {
    const node = found[i];
    if (node === undefined) return;
    close();
    input.value = "";
    choose({ node });
    ioscope.engine.show(node);
  }

  function start() {
    input.placeholder = `Search ${model.words.a_node}`;
    input.setAttribute("aria-label", input.placeholder);
    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at - 1);
      else if (event.key === "Enter") pick(at);
      else if (event.key === "Escape" && (input.value || !box.hidden)) { event.stopPropagation(); input.value = ""; close(); }
      else return;
      event.preventDefault();
    });
  }

  ioscope.search = { start };
})();
