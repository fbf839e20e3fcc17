import type { Term } from './token.ts';
import { isWord, unitsOf, type Unit } from './unit.ts';

/** A short piece of a text around what was found, and where in the piece that stands. */
export interface Snippet {
  text: string;
  from: number;
  to: number;
}

const BEFORE = 12;
const AFTER = 24;

/** Where the units of the term stand together in a normalised text, in their order; undefined where they do not. */
export function placeIn(text: string, { units: asked }: Term): { from: number; to: number } | undefined {
  // Most texts lack one of the units, and to see that is much cheaper than to cut them.
  const lower = text.toLowerCase();
  if (!asked.every((one) => lower.includes(one))) return undefined;
  const units = unitsOf(text);
  const start = units.findIndex((_, n) => asked.every((one, i) => fits(units[n + i], one, i, asked.length)));
  const first = units[start];
  const last = units[start + asked.length - 1];
  return first && last && { from: first.from, to: last.to };
}

function fits(unit: Unit | undefined, asked: string, i: number, length: number): boolean {
  if (!unit || (i > 0 && !unit.joined)) return false;
  return i === length - 1 && isWord(asked) ? unit.text.startsWith(asked) : unit.text === asked;
}

/** Cuts a snippet out of a text, never through the middle of a character. */
export function snippetOf(text: string, { from, to }: { from: number; to: number }): Snippet {
  const start = wholeAt(text, Math.max(0, from - BEFORE));
  const end = wholeAt(text, Math.min(text.length, to + AFTER));
  const head = start > 0 ? '…' : '';
  const tail = end < text.length ? '…' : '';
  const shift = head.length - start;
  return { text: head + text.slice(start, end) + tail, from: from + shift, to: to + shift };
}

/** A character beyond the first 65,536 takes two places; its second one is no place to cut at. */
const wholeAt = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at);
