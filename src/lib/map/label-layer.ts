import { Grid } from './grid.ts';
import type { Box, Spot } from './view.ts';

/** A name that would like to stand at the first of its places that is free. */
export interface LabelWish {
  text: string;
  /** `start` begins at the place, `middle` has it in the middle, `end` ends there; the place is half way up. */
  places: readonly (Spot & { align: 'start' | 'middle' | 'end' })[];
  /** Pixels. */
  size: number;
  weight: number;
  tracking: number;
  colour: string;
  halo: string;
  /** A frame around it, for the names of metro lines. */
  frame?: string;
}

export interface Label {
  wish: LabelWish;
  box: Box;
}

/** The wishes that can be granted, first come first served; nothing is moved out of `taken`, and all is kept within `bounds`. */
export function placeLabels(
  wishes: readonly LabelWish[],
  width: (wish: LabelWish) => number,
  taken: readonly Box[],
  bounds: Box,
): Label[] {
  const boxes = new Grid<undefined>(64);
  for (const box of taken) boxes.add(box, undefined);
  const labels: Label[] = [];
  for (const wish of wishes) {
    const pad = wish.frame ? wish.size * 0.3 : 0;
    const w = width(wish) + pad * 2;
    const h = wish.size * 1.15 + pad;
    for (const { x, y, align } of wish.places) {
      const left = align === 'start' ? x : align === 'end' ? x - w : x - w / 2;
      const box = { x: left, y: y - h / 2, w, h };
      const inside =
        box.x >= bounds.x &&
        box.y >= bounds.y &&
        box.x + w <= bounds.x + bounds.w &&
        box.y + h <= bounds.y + bounds.h;
      if (!inside || boxes.isTaken(box)) continue;
      boxes.add(box, undefined);
      labels.push({ wish, box });
      break;
    }
  }
  return labels;
}

const font = (wish: Pick<LabelWish, 'size' | 'weight'>, family: string): string =>
  `${wish.weight} ${wish.size}px ${family}`;

/** Widths of texts are asked for in every frame and change only with the font. */
export class TextRuler {
  readonly #widths = new Map<string, number>();

  width(
    context: CanvasRenderingContext2D,
    wish: Pick<LabelWish, 'text' | 'size' | 'weight' | 'tracking'>,
    family: string,
  ): number {
    const key = `${wish.weight} ${wish.size} ${wish.tracking} ${wish.text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    context.font = font(wish, family);
    context.letterSpacing = `${wish.tracking}px`;
    const { width } = context.measureText(wish.text);
    context.letterSpacing = '0px';
    this.#widths.set(key, width);
    return width;
  }

  /** A font has come: all widths are measured anew. */
  forget(): void {
    this.#widths.clear();
  }
}

export function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly Label[],
  family: string,
): void {
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { wish, box } of labels) {
    const pad = wish.frame ? wish.size * 0.3 : 0;
    context.font = font(wish, family);
    context.letterSpacing = `${wish.tracking}px`;
    const y = box.y + box.h / 2 + wish.size * 0.04;
    if (wish.frame) {
      context.fillStyle = wish.halo;
      context.strokeStyle = wish.frame;
      context.lineWidth = Math.max(1, wish.size * 0.08);
      context.beginPath();
      context.roundRect(box.x, box.y, box.w, box.h, wish.size * 0.2);
      context.fill();
      context.stroke();
    } else {
      context.strokeStyle = wish.halo;
      context.lineWidth = wish.size * 0.28;
      context.strokeText(wish.text, box.x + pad, y);
    }
    context.fillStyle = wish.colour;
    context.fillText(wish.text, box.x + pad, y);
  }
  context.letterSpacing = '0px';
  context.textBaseline = 'alphabetic';
}
