import type { ActName } from '#domain/case/act.ts';

/**
 * The acts of the desk in the order in which a case needs them, each with its key. Where two share a key they are
 * never possible together (an order is drafted or decided, a case is confirmed or followed up).
 */
export const ACT_KEYS = [
  ['case.accept', 'A'],
  ['case.dispatch', 'D'],
  ['order.approve', 'O'],
  ['order.draft', 'O'],
  ['assignment.reassign', 'R'],
  ['extension.decide', 'E'],
  ['case.merge', 'M'],
  ['case.unmerge', 'Shift M'],
  ['case.suspend', 'P'],
  ['case.resume', 'P'],
  ['case.guide', 'U'],
  ['case.confirm', 'F'],
  ['followup.finish', 'F'],
  ['case.redo', 'Shift F'],
  ['case.reject', 'Shift A'],
  ['case.record', 'C'],
  ['case.reclassify', 'Shift R'],
  ['case.exclude', 'Shift E'],
] as const satisfies readonly (readonly [ActName, string])[];

/** Acts that many cases can be given at once, with one result for each. */
export const MANY: ReadonlySet<ActName> = new Set<ActName>([
  'assignment.reassign',
  'case.merge',
  'case.suspend',
]);
/** Of these, the ones that have no other dialog for a single case. */
export const ALWAYS_BATCH: ReadonlySet<ActName> = new Set<ActName>(['case.merge', 'case.suspend']);

export type DeskAct = (typeof ACT_KEYS)[number][0];

/** The key of a keyboard event as this table writes it, or undefined where it belongs to the browser. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.shiftKey && /^[A-Z]$/.test(key) ? `Shift ${key}` : key;
}

/** Plain letters act only while nobody types, and never while an input method composes. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  const target = event.target as HTMLElement | null;
  const field = target?.closest?.('input:not([type=radio], [type=checkbox]), textarea, select');
  return field !== undefined && field !== null;
}
