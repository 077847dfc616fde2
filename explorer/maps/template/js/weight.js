// The weight slider: every position was computed when the page was made, so it answers offline.
(() => {
  const { state, byId, el, number, announce, on, emit, sift } = ioscope;
  const { model } = state;
  const { slider } = model;

  /** What is drawn at a position; for coordination also the pairs found and expected when accounts change places. */
  function words(row) {
    const timed = model.months && (state.from > 0 || state.to < model.months.keys.length - 1);
    const drawn = `${number(timed ? state.stay : row.drawn)} of ${number(state.lines)} ${model.words.edges} drawn`;
    if (row.found === undefined) return drawn;
    const expected = row.expected < 10 ? Number(row.expected.toPrecision(2)) : Math.round(row.expected);
    return `${drawn}. In the whole run ${number(row.found)} found, ${number(expected)} expected by shuffling ${slider.shuffling}`;
  }

  function start() {
    if (!slider) return;
    byId("sieve").hidden = false;
    const value = el("output", { class: "value", for: "least" });
    const input = el("input", { type: "range", id: "least", min: 0, max: Math.max(slider.rows.length - 1, 0), step: 1, value: 0, disabled: slider.rows.length < 2 });
    const said = el("p", { class: "note", id: "least-words" });
    input.setAttribute("aria-describedby", "least-words");
    const show = () => {
      const row = slider.rows[Number(input.value)];
      value.textContent = number(row.weight);
      said.textContent = words(row);
      input.setAttribute("aria-valuetext", `${number(row.weight)}: ${said.textContent}`);
      return row;
    };
    input.addEventListener("input", () => { state.least = slider.rows[Number(input.value)].weight; sift(); emit("weighed"); });
    on("sifted", show);
    input.addEventListener("change", () => announce(said.textContent));
    byId("sieve").append(el("p", { class: "control" }, el("label", { for: "least", textContent: slider.name }), value), input, said);
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

  ioscope.weight = { start, set };
})();
