/** What a photo may weigh, in bytes, and the steps down to it: longest side in pixels, JPEG quality. */
const MOST = 80_000;
const STEPS: readonly [number, number][] = [[1280, 0.72], [1280, 0.6], [1120, 0.58], [1024, 0.55], [900, 0.5], [800, 0.48], [640, 0.45], [480, 0.4]];

async function decode(file: Blob): Promise<{ draw: CanvasImageSource; w: number; h: number; done: () => void }> {
  const url = URL.createObjectURL(file), image = new Image();
  image.src = url;
  // decode() turns the picture the way the camera was held, as the screen does.
  await image.decode().catch((wrong: unknown) => { URL.revokeObjectURL(url); throw wrong; });
  return { draw: image, w: image.naturalWidth, h: image.naturalHeight, done: () => URL.revokeObjectURL(url) };
}

const jpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> => new Promise((done, no) => canvas.toBlob((blob) => blob ? done(blob) : no(new Error("no picture")), "image/jpeg", quality));

/** The same photo as a JPEG of about 80 KB. Drawn anew, so nothing of where and when it was taken is left. Throws when it is no photo this phone can open. */
export async function shrink(file: Blob): Promise<Blob> {
  const { draw, w, h, done } = await decode(file), canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  try {
    if (!pen || !w || !h) throw new Error("no picture");
    let best: Blob | undefined, side = 0;
    for (const [most, quality] of STEPS) {
      if (most !== side) {
        const scale = Math.min(1, (side = most) / Math.max(w, h));
        canvas.width = Math.max(1, Math.round(w * scale));
        canvas.height = Math.max(1, Math.round(h * scale));
        pen.fillStyle = "#fff"; // what was see-through would turn black
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(draw, 0, 0, canvas.width, canvas.height);
      }
      best = await jpeg(canvas, quality);
      if (best.size <= MOST) break;
    }
    return best!;
  } finally { done(); canvas.width = canvas.height = 0; }
}
