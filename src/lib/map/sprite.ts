/** What draws on the map's canvas and on a sprite alike. */
export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A picture at the screen's own pixels, drawn around its middle; sizes are CSS pixels. */
export interface Sprite {
  image: ImageBitmap;
  width: number;
  height: number;
}

/** More pictures than ever stand on one map: beyond this, those of other zooms and counts are let go. */
const MOST = 1_500;

/** What stands on the map many times is drawn once and then copied, pixel for pixel, without any path. */
export class SpriteSheet {
  readonly #sprites = new Map<string, Sprite>();

  /** The picture called `key`; `draw` makes it at the first time, with the origin in its middle. */
  get(key: string, width: number, height: number, draw: (context: Pen) => void): Sprite {
    const known = this.#sprites.get(key);
    if (known) return known;
    if (this.#sprites.size >= MOST) this.forget();
    const ratio = devicePixelRatio;
    const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser has no 2d canvas');
    context.setTransform(ratio, 0, 0, ratio, canvas.width / 2, canvas.height / 2);
    draw(context);
    const sprite = {
      width: canvas.width / ratio,
      height: canvas.height / ratio,
      image: canvas.transferToImageBitmap(),
    };
    this.#sprites.set(key, sprite);
    return sprite;
  }

  /** Theme, unit or fonts have changed. */
  forget(): void {
    for (const { image } of this.#sprites.values()) image.close();
    this.#sprites.clear();
  }
}

/** Copies a picture with its middle at `x`, `y`, on whole pixels of the screen: it stays sharp. */
export function blit(context: CanvasRenderingContext2D, sprite: Sprite, x: number, y: number): void {
  const { image, width, height } = sprite;
  const ratio = devicePixelRatio;
  const left = Math.round((x - width / 2) * ratio) / ratio;
  const top = Math.round((y - height / 2) * ratio) / ratio;
  context.drawImage(image, left, top, width, height);
}
