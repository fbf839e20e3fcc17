import type { Datum } from './datum.ts';

/** A base map of pictures that an installation puts under its own map. */
export interface TileSource {
  /** With `{z}`, `{x}` and `{y}`, in Web Mercator with y from the north. */
  url: string;
  /** The datum of its positions; it is shifted on the screen, and nothing of ours is. */
  datum: Datum;
  /** Whom it is owed to; stands on every map that shows it. */
  attribution: string;
  maxZoom: number;
}
