import type { Snippet } from 'svelte';

/** What both layouts of the wall place: 48:9 shows the same kinds of things, larger. */
export interface Panels {
  top: Snippet;
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
