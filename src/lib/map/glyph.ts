import type { SiteKind } from '#domain/site/site.ts';
import type { Pen } from './sprite.ts';

/** The signs of the places where sites stand, on a grid of 16, to be filled by the even-odd rule; told apart at 14 px. */
export const GLYPHS: Record<SiteKind, string> = {
  construction: 'M4.6 1.6H6.6V3.2H14.4V4.9H12.6V8.4H11.2V4.9H6.6V12.9H9V14.6H2.2V12.9H4.6V4.9H2V3.2H4.6Z',
  hospital: 'M6 2H10V6H14V10H10V14H6V10H2V6H6Z',
  station:
    'M4 1.4H12Q13.6 1.4 13.6 3V10.4Q13.6 12 12 12H4Q2.4 12 2.4 10.4V3Q2.4 1.4 4 1.4ZM4.3 3.5V7H11.7V3.5ZM4.6 8.8H6.6V10.4H4.6ZM9.4 8.8H11.4V10.4H9.4ZM4.4 12.7H6.2L4.9 14.8H2.9ZM9.8 12.7H11.6L13.1 14.8H11.1Z',
  mall: 'M2.9 5.2H13.1L13.9 14.4H2.1ZM5.2 5V4.4A2.8 2.8 0 0 1 10.8 4.4V5H9.3V4.4A1.3 1.3 0 0 0 6.7 4.4V5Z',
  market:
    'M2.6 1.8H13.4L15.2 6.2Q15.2 8.2 13 8.2T10.7 6.6Q10.7 8.2 9.3 8.200T8 6.6Q8 8.2 6.7 8.2T5.3 6.6Q5.3 8.2 3 8.2T.8 6.2ZM2.4 9.3H4V12.8H12V9.3H13.6V14.4H2.4Z',
  park: 'M1.8 14V6L6 9V6L10.2 9V2H13.8V14Z',
  estate:
    'M2.2 2H8.2V14H2.2ZM9.3 6H13.8V14H9.3ZM4 4V5.4H6.400V4ZM4 7V8.4H6.4V7ZM4 10V11.4H6.4V10ZM10.7 8V9.3H12.4V8ZM10.7 10.6V11.9H12.4V10.6Z',
  community: 'M8 1.4L15.2 8H13.2V14.2H9.7V10.2H6.3V14.2H2.800V8H.8Z',
};

const paths = new Map<string, Path2D>();

/** Draws a path of the grid of 16 with its middle at `x`, `y`, `size` pixels wide, in the current fill. */
export function fillGlyph(context: Pen, path: string, x: number, y: number, size: number): void {
  const shape = paths.get(path) ?? new Path2D(path);
  paths.set(path, shape);
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(size / 16, size / 16);
  context.fill(shape, 'evenodd');
  context.restore();
}
