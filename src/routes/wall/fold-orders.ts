/** Heights on the wall in cqh; how many orders fit is arithmetic, so that a row is never cut in half. */
export interface Room {
  height: number;
  columns: number;
  gap: number;
  /** The line that says how many more there are. */
  more: number;
}

/** What an order asks for: its height with its recipients, without them, and whether it begins folded. */
export interface Wanting {
  unfolded: number;
  twoLines: number;
  folded: boolean;
}

export interface Folding {
  /** For each order that is shown, from the first: whether it is folded. */
  shown: { folded: boolean }[];
  hidden: number;
}

/** The most urgent ones keep their recipients in sight, however many wait behind them. */
const KEPT_OPEN = 3;

/**
 * The orders that fit, in their order. When they are too many, the least urgent fold first, up to the third; then
 * the tail is counted instead of shown.
 */
export function foldOrders(wanting: readonly Wanting[], room: Room): Folding {
  const shown = wanting.map(({ folded }) => ({ folded }));
  for (let i = shown.length - 1; i >= KEPT_OPEN && heightOf(wanting, shown, room) > room.height; i -= 1) {
    shown[i] = { folded: true };
  }
  while (shown.length > 1 && heightOf(wanting, shown, room) > room.height) shown.pop();
  return { shown, hidden: wanting.length - shown.length };
}

/** All orders, page after page: where they stand alone on the wall, the tail is shown in its turn instead of counted. */
export function pagesOf(wanting: readonly Wanting[], room: Room): Folding['shown'][] {
  const pages: Folding['shown'][] = [];
  for (let from = 0; from < wanting.length;) {
    const { shown } = foldOrders(wanting.slice(from), room);
    pages.push(shown);
    from += shown.length;
  }
  return pages;
}

function heightOf(wanting: readonly Wanting[], shown: Folding['shown'], room: Room): number {
  const heights = wanting
    .slice(0, shown.length)
    .map(({ unfolded, twoLines }, i) => (shown[i]?.folded ? twoLines : unfolded));
  let sum = shown.length < wanting.length ? room.more : 0;
  for (let i = 0; i < heights.length; i += room.columns) {
    sum += Math.max(...heights.slice(i, i + room.columns)) + (i > 0 ? room.gap : 0);
  }
  return sum;
}
