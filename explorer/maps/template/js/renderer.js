// sigma without what a map does not use: it brings layers, programs and picking for every kind of graph, and each takes
// software WebGL tens of milliseconds before the first picture.
(() => {
  const EMPTY = ["edgeLabels", "labels", "hovers", "hoverNodes"]; // layers in which nothing is ever drawn here

  /** The class to draw with: no picking, no WebGL for a layer that stays empty, no programs but dots and lines. */
  const bare = () => class extends Sigma {
    createWebGLContext(id, options) {
      if (!EMPTY.includes(id)) return super.createWebGLContext(id, { ...options, picking: false });
      this.createCanvas(id, options);
      this.webGLContexts[id] = { viewport() {}, clear() {}, getExtension: () => null };
      return this.webGLContexts[id];
    }

    registerNodeProgram(type, ...classes) { return type === "dot" ? super.registerNodeProgram(type, ...classes) : this; }

    registerEdgeProgram(type, given) { return type === "line" ? super.registerEdgeProgram(type, given) : this; }

    getNodeAtPosition() { return null; }

    /** Layers that stay empty: each would be handed to the screen at every frame. */
    putAway() {
      const layers = this.getCanvases();
      for (const name of EMPTY) {
        Object.assign(layers[name], { width: 1, height: 1 });
        layers[name].style.display = "none";
      }
    }

    /** Have what was asked of WebGL done now, not when the next frame is due. */
    flush() { for (const id of ["edges", "nodes"]) this.webGLContexts[id].flush(); }
  };

  /** The program of the layer for dots under the pointer. */
  const nothing = () => class {
    reallocate() {}
    process() {}
    render() {}
    kill() {}
  };

  ioscope.renderer = { bare, nothing };
})();
