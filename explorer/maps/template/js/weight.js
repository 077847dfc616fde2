// The sliders of weight and window: every position was computed when the page was made, so they answer offline.
(() => {
  const { state, byId, el, number, announce, on, emit, sift } = ioscope;
  const { model } = state;
  const { slider } = model;

  const windows = slider ? slider.windows : [];
  const own = windows.length - 1;
  const seconds = (rung) => `${windows[rung].seconds} s`;
  const rows = () => (windows.length ? windows[state.rung].rows : slider.rows);

  /** What is drawn at a position; for coordination also the pairs found and expected when accounts change places. */
  function words(row) {
    const timed = model.months && (state.from > 0 || state.to < model.months.keys.length - 1);
    const shorter = state.rung < own;
    const of = `${number(state.lines)} ${model.words.edges}${shorter ? ` flagged within ${seconds(own)}` : ""}`;
    const drawn = `${number(timed ? state.stay : row.drawn)} of ${of} drawn`;
    if (row.found === undefined) return drawn;
    const expected = row.expected < 10 ? Number(row.expected.toPrecision(2)) : Math.round(row.expected);
    const where = `In the whole run${shorter ? `, within ${seconds(state.rung)},` : ""}`;
    return `${drawn}. ${where} ${number(row.found)} found, ${number(expected)} expected by shuffling ${slider.shuffling}`;
  }

  function control(id, label, most, at) {
    const value = el("output", { class: "value", for: id });
    const input = el("input", { type: "range", id, min: 0, max: Math.max(most, 0), step: 1, value: at, disabled: most < 1 });
    input.setAttribute("aria-describedby", "least-words");
    return { input, value, parts: [el("p", { class: "control" }, el("label", { for: id, textContent: label }), value), input] };
  }

  function start() {
    if (!slider) return;
    byId("sieve").hidden = false;
    const least = control("least", slider.name, slider.rows.length - 1, 0);
    const within = control("within", "Within at most", own, own);
    const said = el("p", { class: "note", id: "least-words" });
    const show = () => {
      const row = rows()[Number(least.input.value)];
      said.textContent = words(row);
      least.value.textContent = number(row.weight);
      least.input.setAttribute("aria-valuetext", `${number(row.weight)}: ${said.textContent}`);
      if (!windows.length) return;
      within.value.textContent = seconds(state.rung);
      within.input.setAttribute("aria-valuetext", `${seconds(state.rung)}: ${said.textContent}`);
    };
    const moved = () => { sift(); emit("weighed"); };
    least.input.addEventListener("input", () => { state.least = slider.rows[Number(least.input.value)].weight; moved(); });
    within.input.addEventListener("input", () => { state.rung = Number(within.input.value); moved(); });
    on("sifted", show);
    for (const { input } of [least, within]) input.addEventListener("change", () => announce(said.textContent));
    byId("sieve").append(...least.parts, ...(windows.length ? within.parts : []), said);
    if (slider.note) byId("sieve").append(el("p", { class: "note", textContent: slider.note }));
    show();
  }

  /** Move the slider to a weight, or to the next larger one that it has. */
  function set(weight) {
    const place = slider ? slider.rows.findIndex((row) => row.weight >= weight) : -1;
    if (place <= 0) return;
    byId("least").value = place;
    byId("least").dispatchEvent(new Event("input"));
  }

  function setWindow(text) {
    const rung = windows.findIndex((at) => String(at.seconds) === text);
    if (rung < 0) return;
    byId("within").value = rung;
    byId("within").dispatchEvent(new Event("input"));
  }

  /** The window in seconds; null for the run's own. */
  const chosen = () => (state.rung < own ? windows[state.rung].seconds : null);

  ioscope.weight = { start, set, setWindow, chosen };
})();
