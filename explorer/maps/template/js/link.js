// The part of the address after `#` holds what the reader sees, so that a view can be kept and passed on with the file.
(() => {
  const { state, on, choose, sift } = ioscope;
  const { model } = state;
  const last = model.months ? model.months.keys.length - 1 : 0;

  function write() {
    const said = new URLSearchParams();
    if (state.chosen) for (const key of ["node", "edge"]) if (key in state.chosen) said.set(key, state.chosen[key]);
    if (state.least > 0) said.set("least", state.least);
    if (ioscope.weight.chosen() !== null) said.set("within", ioscope.weight.chosen());
    if (state.from > 0) said.set("from", model.months.keys[state.from]);
    if (model.months && state.to < last) said.set("to", model.months.keys[state.to]);
    if (state.hiddenGroups.size) said.set("hidden", [...state.hiddenGroups].sort((a, b) => a - b).join(" "));
    if (state.measure !== model.measures[0].key) said.set("size", state.measure);
    history.replaceState(null, "", said.size ? `#${said}` : "#");
  }

  const whole = (text, below) => (/^\d{1,9}$/.test(text ?? "") && Number(text) < below ? Number(text) : -1);

  /** Take a view from the address; what it does not hold, or what is not on this map, stays as it is. */
  function read() {
    const said = new URLSearchParams(location.hash.slice(1));
    const month = (key) => (model.months ? model.months.keys.indexOf(said.get(key)) : -1);
    for (const text of (said.get("hidden") || "").split(" ")) {
      const group = whole(text, 100);
      if (model.groups.some(({ id }) => id === group)) ioscope.legend.press(group);
    }
    if (model.measures.some(({ key }) => key === said.get("size"))) ioscope.legend.size(said.get("size"));
    const least = whole(said.get("least"), 1e9);
    if (least > 0) ioscope.weight.set(least);
    ioscope.weight.setWindow(said.get("within"));
    state.from = Math.max(0, month("from"));
    state.to = month("to") >= state.from ? month("to") : last;
    if (state.from > 0 || state.to < last) sift();
    const node = whole(said.get("node"), state.count), edge = whole(said.get("edge"), state.lines);
    if (node >= 0) { choose({ node }); ioscope.engine.show(node); }
    else if (edge >= 0) choose({ edge });
  }

  function start() {
    if (location.hash.length > 1) read();
    for (const what of ["chosen", "sifted", "visible", "sized"]) on(what, write);
  }

  ioscope.link = { start };
})();
