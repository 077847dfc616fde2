// What the map is, how to read it, where it comes from; tabs on a phone, theme and full screen.
(() => {
  const { state, byId, el, number, phone, on } = ioscope;
  const { model } = state;

  function intro() {
    byId("title").textContent = model.title;
    byId("lede").textContent = model.lede;
    byId("cut").textContent = model.cut;
    byId("strength").textContent = model.strength;
    byId("synthetic").hidden = !model.synthetic;
    const { totals, words } = model;
    const of = (shown, total, what) => (shown < total ? `${what} of ${number(total)}` : what);
    const rows = [
      [state.count, of(state.count, totals.nodes, words.nodes)],
      [state.lines, of(state.lines, totals.edges, words.edges)],
    ];
    if (model.groups.length > 1) rows.push([totals.groups, "groups"]);
    for (const [value, label] of rows) {
      byId("numbers").append(el("div", {}, el("dt", { textContent: label }), el("dd", { textContent: number(value) })));
    }
  }

  /** `content` makes what the dialog holds when it is first opened. */
  function dialog(id, title, content) {
    const box = byId(id);
    let made = false;
    const close = el("button", { type: "button", class: "close", textContent: "Close" });
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => event.target === box && box.close());
    box.replaceChildren(close, el("h2", { id: `${id}-title`, textContent: title }));
    byId(`open-${id}`).addEventListener("click", () => {
      if (!made) box.append(...content());
      made = true;
      box.showModal();
    });
  }

  function table(heads, rows) {
    return el("table", {},
      el("thead", {}, el("tr", {}, ...heads.map((head, i) => el("th", { scope: "col", class: i ? "right" : "", textContent: head })))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell, i) => el("td", { class: i ? "right" : "", textContent: cell }))))));
  }

  function sources() {
    const from = model.provenance;
    const releases = from.releases.flatMap((release) => [
      el("p", {}, el("strong", { textContent: release.title || release.key }), ` (${release.key}). ${release.attributed}.`),
      ...release.files.map((file) => el("p", { class: "code", textContent: file })),
      ...(release.digest ? [el("p", { class: "code", textContent: `loaded from ${release.digest}` })] : []),
    ]);
    const pairs = (rows) => table(["", ""], rows.map(({ name: key, value }) => [key, value]));
    const { first, last } = model.span;
    return [
      ...(model.synthetic ? [el("p", {}, el("strong", { textContent: "Synthetic data: nobody on this map exists." }))] : []),
      el("h3", { textContent: "Releases" }), ...releases,
      el("p", { textContent: first === null ? "" : `Data from ${ioscope.day(first)} to ${ioscope.day(last)} (UTC).` }),
      el("h3", { textContent: "From the graph to the picture" }),
      table(["Step", model.words.nodes, model.words.edges], from.steps.map((step) => [step.rule, number(step.nodes), number(step.edges)])),
      el("h3", { textContent: "Parameters" }), pairs(from.parameters),
      el("h3", { textContent: "Names" }), el("p", { textContent: `${from.names}.` }),
      el("h3", { textContent: "Made with" }), pairs(from.versions),
    ];
  }

  function theme() {
    const root = document.documentElement;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const button = byId("toggle-theme");
    const set = (dark) => {
      root.dataset.theme = dark ? "dark" : "light";
      button.textContent = dark ? "Light" : "Dark";
      ioscope.readTheme();
      ioscope.emit("themed");
      ioscope.emit("draw");
    };
    set(system.matches);
    system.addEventListener("change", (event) => set(event.matches));
    button.addEventListener("click", () => set(root.dataset.theme !== "dark"));
  }

  function fullScreen() {
    const button = byId("toggle-full");
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
    document.addEventListener("fullscreenchange", () => { button.textContent = document.fullscreenElement ? "Window" : "Full"; });
  }

  /** On a phone the cards are one sheet with tabs; each tab opens every card of its name. */
  function tabs() {
    const cards = [...document.querySelectorAll("[data-tab]")];
    const names = [...new Set(cards.map((card) => card.dataset.tab))].filter((name) => (name !== "Time" || model.months) && (name !== "Weight" || model.slider));
    const buttons = names.map((name) => el("button", { type: "button", role: "tab", textContent: name, id: `tab-${name}` }));
    const open = (name) => {
      if (name === "Table" && phone()) ioscope.table.show(true);
      for (const card of cards) card.classList.toggle("open", card.dataset.tab === name);
      for (const button of buttons) {
        button.setAttribute("aria-selected", String(button.textContent === name));
        button.tabIndex = button.textContent === name ? 0 : -1;
      }
    };
    buttons.forEach((button, i) => {
      button.addEventListener("click", () => open(names[i]));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = (i + step + names.length) % names.length;
        open(names[next]);
        buttons[next].focus();
      });
    });
    byId("tabs").append(...buttons);
    open("About");
    on("chosen", (chosen) => chosen && phone() && open("Details"));
  }

  function start() {
    intro();
    dialog("reading", "How to read this", () => model.reading.map((text) => el("p", { textContent: text })));
    dialog("sources", "Sources and method", sources);
    theme();
    if (ioscope.multiples.some()) {
      dialog("multiples", "By action", ioscope.multiples.content);
      byId("open-multiples").hidden = false;
    }
    fullScreen();
    tabs();
  }

  ioscope.about = { start };
})();
