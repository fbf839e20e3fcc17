/** A canvas at real pixels that is drawn at most once per animation frame, whatever asks for it. The drawing clears it. */
export class CanvasLayer {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #draw: (context: CanvasRenderingContext2D) => void;
  #frame = 0;

  constructor(parent: HTMLElement, zIndex: number, draw: (context: CanvasRenderingContext2D) => void) {
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.canvas.style.cssText = `position:absolute;inset:0;pointer-events:none;z-index:${zIndex}`;
    parent.append(this.canvas);
    const context = this.canvas.getContext('2d');
    if (!context) throw new Error('this browser has no 2d canvas');
    this.#context = context;
    this.#draw = draw;
  }

  /** Sizes are CSS pixels; the bitmap has the screen's own. */
  resize(width: number, height: number): void {
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.request();
  }

  request(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const ratio = devicePixelRatio;
      this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.#draw(this.#context);
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.canvas.remove();
  }
}
