// sigma without what a map does not use: a graph that can change, and layers, programs and picking for every kind of graph;
// each takes tens of milliseconds before the first picture.
(() => {
  const { state } = ioscope;
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

  /** The network as sigma asks for it: its ids are our numbers, places and ends stay in their columns. */
  function network() {
    const nodes = Array.from({ length: state.count }, (_, i) => i);
    const lines = ioscope.order();
    const { source, target } = state.edges;
    const empty = {}; // all that is known of a line comes from the reducer
    const never = () => {}; // sigma takes for a graph what can change and tell; this one does neither
    const place = (i) => ({ x: state.x[i], y: -state.y[i] });
    return {
      multi: true, addUndirectedEdgeWithKey: never, dropNode: never, on: never, removeListener: never,
      order: state.count, nodes: () => nodes, edges: () => lines,
      forEachNode: (tell) => nodes.forEach((i) => tell(i, place(i))),
      forEachEdge: (tell) => lines.forEach((e) => tell(e)),
      getNodeAttributes: place, getEdgeAttributes: () => empty,
      extremities: (e) => [source[e], target[e]],
    };
  }

  /** The program of the layer for dots under the pointer. */
  const nothing = () => class {
    reallocate() {}
    process() {}
    render() {}
    kill() {}
  };

  ioscope.renderer = { bare, network, nothing };
})();
