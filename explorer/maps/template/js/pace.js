// How often to draw while the pointer drags something: at every frame where that is quick, in between where it is not
// too slow, else when the pointer rests. What follows the pointer at once is a picture that is only moved.
(() => {
  const { state } = ioscope;
  const QUICK_MS = 10; // drawn at every frame
  const SMOOTH_MS = 50; // drawn now and then; what costs more waits until the pointer rests
  const REST_MS = 160; // between two drawings, and how long a pointer rests
  const LONG_MS = 600; // the same while the cost is unknown: a slow frame is no rest
  const SHARE = 9; // of a drag's time, one part is spent on drawing
  const FRAME_MS = 17;
  const FRAMES = 5; // after which a drawing has shown what it costs
  const FEW = 3_000; // dots and lines that are drawn before their cost is known

  /** Pace `draw`: `begin` when the pointer is pressed, `moved` at every move, `now` at the end. */
  function pace(draw) {
    let cost = state.count + state.lines > FEW ? Infinity : 0;
    let due = 0, rest = 0, frames = 0, worst = 0, seen = 0;
    const wait = () => (cost < QUICK_MS ? 0 : cost < SMOOTH_MS ? Math.max(REST_MS, SHARE * cost) : Infinity);

    function look() {
      const at = performance.now();
      worst = Math.max(worst, at - seen - FRAME_MS);
      seen = at;
      frames--;
      if (worst >= QUICK_MS || frames <= 0) {
        cost = worst;
        due = frames > 0 ? Infinity : at + wait();
      }
      if (frames > 0) requestAnimationFrame(look);
    }

    function now() {
      clearTimeout(rest);
      if (cost >= QUICK_MS) due = Infinity; // until this one is measured
      const began = performance.now();
      if (!draw()) return;
      if (frames <= 0) {
        worst = 0;
        seen = began;
        requestAnimationFrame(look);
      }
      frames = FRAMES;
    }

    /** Draw when it is due or `must` be, else when the pointer rests; return whether it was drawn. */
    function moved(must) {
      clearTimeout(rest);
      const drawn = must || performance.now() >= due;
      if (drawn) now();
      else rest = setTimeout(now, Number.isFinite(cost) ? Math.max(REST_MS, 2 * cost) : LONG_MS);
      return drawn;
    }

    return { begin: () => { due = performance.now() + wait(); }, moved, now };
  }

  ioscope.pace = pace;
})();
