import type { Snippet } from 'svelte';
import type { Tableau } from '#domain/scene/scene.ts';

/** What both layouts of the wall place: 48:9 shows the same kinds of things, larger. */
export interface Panels {
  scene: Tableau['scene'];
  top: Snippet;
  /** Puts round the subject of the scene what the middle of every scene has. */
  middle: Snippet<[subject: Snippet]>;
  figures: Snippet;
  funnel: Snippet;
  channels: Snippet;
  hours: Snippet;
  signs: Snippet;
  coverage: Snippet;
  map: Snippet;
  orders: Snippet;
  ticker: Snippet;
}
