// What WebGL draws for sigma: dots of any shape as points, lines of one pixel, and their colours.
(() => {
  const { theme } = ioscope;
  const LEVELS = 48; // steps of opacity: sigma keeps every colour it has seen
  const SHAPES = ["circle", "ring", "square", "diamond", "triangle", "frame"];

  const VERTEX = `
    attribute vec2 a_position; attribute float a_size; attribute vec4 a_color; attribute float a_shape;
    uniform mat3 u_matrix; uniform float u_sizeRatio; uniform mediump float u_pixelRatio;
    varying vec4 v_color; varying float v_shape; varying float v_radius; varying float v_reach;
    void main() {
      gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
      v_radius = a_size / u_sizeRatio * u_pixelRatio;
      v_reach = v_radius * 1.25 + 2.0;
      gl_PointSize = a_size > 0.0 ? 2.0 * v_reach : 0.0;
      v_color = a_color;
      v_shape = a_shape;
    }`;
  // Signed distances in device pixels, so that edges are smooth at every size; the outline has the colour of the ground.
  const FRAGMENT = `
    precision mediump float;
    uniform vec3 u_ground; uniform mediump float u_pixelRatio;
    varying vec4 v_color; varying float v_shape; varying float v_radius; varying float v_reach;
    void main() {
      vec2 at = (gl_PointCoord - vec2(0.5)) * 2.0 * v_reach;
      vec2 side = abs(at);
      float r = v_radius;
      float d = length(at) - r;
      if (v_shape > 3.5 && v_shape < 4.5) d = max(at.y - 0.8 * r, (side.x * 1.9 - (at.y + 1.1 * r) * 1.05) / 2.17);
      else if (v_shape > 2.5 && v_shape < 3.5) d = (side.x + side.y - 1.2 * r) * 0.7071;
      else if (v_shape > 1.5) d = max(side.x, side.y) - 0.9 * r;
      bool hollow = (v_shape > 0.5 && v_shape < 1.5) || v_shape > 4.5;
      float border = hollow ? 0.0 : min(1.1 * u_pixelRatio, r * 0.3);
      float wall = max(u_pixelRatio, r * 0.42);
      float inside = clamp(0.5 - d, 0.0, 1.0);
      float hole = hollow ? clamp(0.5 - (d + wall), 0.0, 1.0) : 0.0;
      vec3 tint = mix(u_ground, v_color.rgb, inside * (1.0 - hole));
      gl_FragColor = vec4(tint, 1.0) * clamp(0.5 - (d - border), 0.0, 1.0);
    }`;

  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

  const gate = { open: false }; // sigma draws all as soon as it is made, before the view is known: once is enough

  const gated = (Program) => class extends Program {
    render(params) { if (gate.open) super.render(params); }
  };

  function dots() {
    return class extends gated(Sigma.rendering.NodePointProgram) {
      getDefinition() {
        const given = super.getDefinition();
        const shape = { name: "a_shape", size: 1, type: WebGLRenderingContext.FLOAT };
        return { ...given, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, UNIFORMS: [...given.UNIFORMS, "u_ground"], ATTRIBUTES: [...given.ATTRIBUTES, shape] };
      }

      processVisibleItem(index, start, data) {
        super.processVisibleItem(index, start, data);
        this.array[start + 5] = data.form;
      }

      setUniforms(params, info) {
        super.setUniforms(params, info);
        const [r, g, b] = channels(theme.ground);
        info.gl.uniform3f(info.uniformLocations.u_ground, r / 255, g / 255, b / 255);
      }
    };
  }

  /** Lines of one pixel; the colour comes as four bytes in a number, since looking 300,000 up by name takes seconds. */
  function thinLines() {
    return class extends gated(Sigma.rendering.EdgeLineProgram) {
      processVisibleItem(_index, at, source, target, { bytes }) {
        const { array } = this;
        for (const end of [source, target]) {
          array[at++] = end.x;
          array[at++] = end.y;
          array[at++] = bytes;
          array[at++] = 0; // sigma's number of the line, which nobody asks for
        }
      }
    };
  }

  /** sigma's lines with a width, all corners written out: software WebGL draws each instance of one line by itself. */
  function wideLines() {
    const Rectangles = Sigma.rendering.EdgeRectangleProgram;
    const { CONSTANT_ATTRIBUTES, CONSTANT_DATA, ...given } = Rectangles.prototype.getDefinition();
    return class extends gated(Rectangles) {
      getDefinition() { return { ...given, ATTRIBUTES: [...given.ATTRIBUTES, ...CONSTANT_ATTRIBUTES] }; }

      processVisibleItem(_index, at, source, target, { size, bytes }) {
        const { array } = this;
        const dx = target.x - source.x, dy = target.y - source.y;
        const long = Math.sqrt(dx * dx + dy * dy);
        const across = long ? [(-dy / long) * size, (dx / long) * size] : [0, 0];
        for (const [end, side] of CONSTANT_DATA) {
          array[at++] = source.x;
          array[at++] = source.y;
          array[at++] = target.x;
          array[at++] = target.y;
          array[at++] = across[0];
          array[at++] = across[1];
          array[at++] = bytes;
          array[at++] = 0; // sigma's number of the line
          array[at++] = end;
          array[at++] = side;
        }
      }
    };
  }

  const bits = new Int32Array(1), float = new Float32Array(bits.buffer);
  const known = new Map(); // by colour, then by step of opacity

  /** A colour as sigma's buffers hold it, multiplied by its opacity: sigma blends such colours right, and no others. */
  function bytes(hex, opacity) {
    if (!known.has(hex)) known.set(hex, []);
    const step = Math.max(1, Math.round(opacity * LEVELS));
    return (known.get(hex)[step] ??= mixed(hex, step / LEVELS));
  }

  function mixed(hex, part) {
    const [r, g, b] = channels(hex).map((value) => Math.round(value * part));
    // The last bit is left out so that no colour is "not a number".
    bits[0] = ((Math.floor(Number(part.toFixed(3)) * 255) << 24) | (b << 16) | (g << 8) | r) & 0xfeffffff;
    return float[0];
  }

  ioscope.programs = { SHAPES, gate, dots, thinLines, wideLines, bytes };
})();
