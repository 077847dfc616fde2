// Small pictures inside their frames: decoded when one first comes into view, large enough to be made out.
(() => {
  const { state, visible, radius, colour } = ioscope;
  const small = state.nodes.facts.thumbnail || [];
  const URI = /^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/;
  const LEAST = 5; // half a side in screen pixels: less is a smudge
  const opened = new Map();

  function picture(i) {
    if (!opened.has(i)) {
      const image = new Image();
      image.onload = () => ioscope.emit("draw");
      image.src = small[i];
      opened.set(i, image);
    }
    const image = opened.get(i);
    return image.complete && image.naturalWidth ? image : null;
  }

  /** Draw the small pictures of the dots in focus, or of all; the canvas has the map's units. */
  function drawPictures(ctx, { scale, dx, dy, width, height }, kept) {
    for (const i of kept ? kept.nodes : small.keys()) {
      if (!small[i] || !URI.test(small[i]) || !visible(i)) continue;
      const half = radius(i, scale) * 0.9;
      const x = state.x[i] * scale + dx, y = state.y[i] * scale + dy;
      if (half * scale < LEAST || x < -half * scale || y < -half * scale || x > width + half * scale || y > height + half * scale) continue;
      const image = picture(i);
      if (!image) continue;
      const side = Math.min(image.naturalWidth, image.naturalHeight); // the middle of it
      const left = (image.naturalWidth - side) / 2, top = (image.naturalHeight - side) / 2;
      ctx.drawImage(image, left, top, side, side, state.x[i] - half, state.y[i] - half, 2 * half, 2 * half);
      ctx.strokeStyle = colour(i);
      ctx.lineWidth = Math.max(1.6 / scale, half * 0.12);
      ctx.strokeRect(state.x[i] - half, state.y[i] - half, 2 * half, 2 * half);
    }
  }

  Object.assign(ioscope, { drawPictures, picturesOpen: () => [...opened.values()].filter((image) => image.complete).length });
})();
