/** Every colour of tokens.css, by the name of its custom property. Both themes define all of them. */
export const COLOURS = [
  'ground', 'map', 'surface', 'raised', 'selected', 'hairline', 'row-line', 'rule',
  'text-1', 'text-2', 'text-3', 'mute', 'ink', 'on-ink', 'focus',
  'running', 'running-mark', 'amber', 'amber-mark', 'amber-ground', 'on-amber',
  'red', 'red-text', 'on-red', 'keyline', 'changed', 'changed-ground', 'done', 'done-ground', 'on-done',
  'svc-appeals', 'svc-legal', 'svc-counselling',
  'map-sea', 'map-land', 'map-land-line', 'map-graticule', 'map-community', 'map-street', 'map-district',
  'map-metro', 'map-context', 'map-signed', 'map-cluster', 'map-cluster-line',
] as const; // prettier-ignore
export type Colour = (typeof COLOURS)[number];

/** The tokens as a canvas needs them: resolved values instead of `var()`. */
export interface Tokens {
  colour: Record<Colour, string>;
  fontText: string;
  fontFigure: string;
}

/**
 * The tokens in force at `element`. Custom properties inherit, so a theme set on any ancestor counts, and so does
 * `data-stale`. Reading forces a style computation: call it when the theme may have changed, not for each frame.
 */
export function tokens(element: Element): Tokens {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    colour: Object.fromEntries(COLOURS.map((name) => [name, read(name)])) as Record<Colour, string>,
    fontText: read('font-text'),
    fontFigure: read('font-figure'),
  };
}
