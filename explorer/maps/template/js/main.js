// Put the page together and start the engine.
(() => {
  const { state, byId, choose } = ioscope;
  ioscope.engine = ioscope.engines[state.engine.name]; // or the one it falls back to
  // First what takes room from the map, then the map: WebGL draws it while the cards are filled. Names keep off the cards.
  ioscope.about.start();
  ioscope.time.open();
  ioscope.engine.start();
  ioscope.legend.draw();
  ioscope.panel.start();
  ioscope.search.start();
  ioscope.weight.start();
  ioscope.time.start();
  ioscope.exports.start();
  ioscope.view.name();
  ioscope.link.start();
  ioscope.multiples.start();
  byId("zoom-in").addEventListener("click", () => ioscope.engine.zoom(1.4));
  byId("zoom-out").addEventListener("click", () => ioscope.engine.zoom(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => ioscope.engine.fit(true));
  byId("toggle-table").addEventListener("click", () => ioscope.table.show(!ioscope.table.isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) choose(null);
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      byId("search").focus();
    }
  });
})();
