// The model as the page carries it: JSON, or for large networks its columns as gzip in base64, which the browser inflates.
(() => {
  const { byId, el } = ioscope;

  async function inflate(text) {
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  /** Columns of numbers that were written as differences to the one before. */
  function summed(differences) {
    let sum = 0;
    for (let i = 0; i < differences.length; i++) differences[i] = sum += differences[i];
    return differences;
  }

  async function unpack() {
    const model = JSON.parse(byId("model").textContent);
    const engine = JSON.parse(byId("engine").textContent);
    const packed = byId("packed");
    if (packed) {
      if (typeof DecompressionStream === "undefined") {
        byId("stage").append(el("p", { class: "notice", textContent: "This browser is too old to unpack the data of this map (it lacks DecompressionStream)." }));
        return false;
      }
      const columns = JSON.parse(await inflate(packed.textContent));
      Object.assign(model, columns.model);
      Object.assign(engine, columns.engine);
      summed(model.edges.source);
      packed.remove();
    }
    ioscope.read = { model, engine };
    return true;
  }

  ioscope.unpack = unpack;
})();
