import { m } from '$lib/paraglide/messages.js';
import type { WallOrder } from '#server/certificate/wall.ts';

/** The figures of a wall, each with the orders that it counts: every number opens them. */
export const FIGURES = ['issued', 'received', 'shown', 'missing', 'unshown'] as const;
export type Figure = (typeof FIGURES)[number];

const NAMES: Record<Figure, () => string> = {
  issued: m.certificate_issued,
  received: m.certificate_received,
  shown: m.certificate_shown,
  missing: m.certificate_missing,
  unshown: m.certificate_unshown,
};
export const figureName = (figure: Figure): string => NAMES[figure]();

const COUNTS: Record<Figure, (order: WallOrder) => boolean> = {
  issued: () => true,
  received: ({ receivedAt }) => receivedAt !== null,
  shown: ({ shownAt }) => shownAt !== null,
  missing: ({ receivedAt }) => receivedAt === null,
  // What did not arrive is missing and is not counted a second time.
  unshown: ({ receivedAt, shownAt }) => receivedAt !== null && shownAt === null,
};

export const counted = (orders: readonly WallOrder[], figure: Figure): WallOrder[] =>
  orders.filter(COUNTS[figure]);

/** What the address asks for; all orders where it says nothing that is known. */
export const figureIn = (params: URLSearchParams): Figure =>
  FIGURES.find((one) => one === params.get('of')) ?? 'issued';
