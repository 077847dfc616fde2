// The legend: groups and shapes with their counts; a click hides and shows them.
(() => {
  const { state, byId, el, name, number, announce, toggle, sizeBy } = ioscope;
  const { model } = state;

  const buttons = new Map();

  function row(set, key, label, swatch, count, note) {
    const button = el("button", { type: "button", class: "toggles", "aria-pressed": "true" },
      swatch, el("span", { class: "label" }, el("span", { class: "name", textContent: label }), note), el("span", { class: "count", textContent: number(count) }));
    buttons.set(key, button);
    button.addEventListener("click", () => {
      const shown = toggle(set, key);
      const hidden = set.has(key);
      button.setAttribute("aria-pressed", String(!hidden));
      announce(`${label} ${hidden ? "hidden" : "shown"}. ${number(shown)} of ${number(state.count)} ${model.words.nodes} on the map.`);
    });
    return el("li", {}, button);
  }

  function leaders(group) {
    if (!group.leaders.length && !group.note) return null;
    const note = el("span", { class: "who" }, group.note || "");
    group.leaders.forEach((leader, i) => note.append(i ? ", " : "", name(leader)));
    return note;
  }

  function draw() {
    const squares = model.kinds.every((kind) => kind.shape === "square");
    for (const group of model.groups) {
      const swatch = el("span", { class: `swatch ${squares ? "square" : ""}`, style: { backgroundColor: group.colour } });
      byId("groups").append(row(state.hiddenGroups, group.id, group.name, swatch, group.count, leaders(group)));
    }
    if (model.kinds.length < 2) byId("kinds").hidden = true;
    else for (const kind of model.kinds) {
      byId("kinds").append(row(state.hiddenKinds, kind.key, kind.name, el("span", { class: `shape ${kind.shape}` }), kind.count, null));
    }
    const select = byId("measure");
    for (const measure of model.measures) select.append(el("option", { value: measure.key, textContent: measure.name }));
    select.addEventListener("change", () => sizeBy(select.value));
  }

  /** Hide or show a group, as a click on it does. */
  const press = (group) => buttons.get(group).click();

  function size(key) {
    byId("measure").value = key;
    sizeBy(key);
  }

  ioscope.legend = { draw, press, size };
})();
