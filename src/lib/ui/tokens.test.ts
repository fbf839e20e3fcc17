import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast } from './contrast.ts';
import { COLOURS, type Colour } from './tokens.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function theme(name: string): Record<Colour, string> {
  const begin = css.indexOf(`\n[data-theme='${name}'] {`);
  const block = begin < 0 ? '' : css.slice(begin, css.indexOf('}', begin));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]),
  ) as Record<Colour, string>;
}

const dark = theme('dark');
const night = { ...dark, ...theme("dark'][data-night='true") };
const light = theme('light');

/** Text that the wall shows on each of its four grounds; AAA is 7 : 1. */
const WALL_TEXT = ['text-1', 'text-2', 'text-3', 'running', 'amber', 'red-text', 'changed', 'done'] as const;
/** Marks that have to be seen but carry no text: 3 : 1 by WCAG 1.4.11. */
const MARKS = [
  'running-mark',
  'amber-mark',
  'red',
  'mute',
  'svc-appeals',
  'svc-legal',
  'svc-counselling',
] as const;
const GROUNDS = ['ground', 'map', 'surface', 'raised'] as const;
const DESK_TEXT = ['text-1', 'text-2', 'text-3', 'running'] as const;
const DESK_GROUNDS = ['ground', 'surface', 'raised', 'selected'] as const;

const ratio = (set: Record<Colour, string>, a: Colour, b: Colour): number => contrast(set[a], set[b]);

describe('tokens', () => {
  test('black on white is 21 and a colour on itself is 1', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#5b8def', '#5b8def')).toBe(1);
  });

  test.each([['dark', dark] as const, ['light', light] as const])(
    'the %s theme defines every colour',
    (_, set) => {
      expect(Object.keys(set).sort()).toEqual([...COLOURS].sort());
    },
  );

  test.each(WALL_TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    'on the wall %s on %s reaches AAA',
    (text, ground) => expect(ratio(dark, text, ground)).toBeGreaterThanOrEqual(7),
  );

  test('at night red and amber keep their lightness and everything else is darker', () => {
    const [page, word] = [contrast('#000000', dark.ground), contrast('#000000', dark['text-1'])];
    expect(contrast('#000000', night.ground)).toBeLessThan(page);
    expect(contrast('#000000', night['text-1'])).toBeLessThan(word);
    for (const name of ['red', 'red-text', 'amber', 'on-red'] as const) expect(night[name]).toBe(dark[name]);
  });

  test.each(WALL_TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    'on the wall at night %s on %s reaches AA',
    (text, ground) => expect(ratio(night, text, ground)).toBeGreaterThanOrEqual(4.5),
  );

  test.each(MARKS)('at night the mark %s can be told from the ground', (mark) => {
    expect(ratio(night, mark, 'ground')).toBeGreaterThanOrEqual(3);
  });

  test('on the wall ink on red and the names of neighbours reach AAA', () => {
    expect(ratio(dark, 'on-red', 'red')).toBeGreaterThanOrEqual(7);
    expect(ratio(dark, 'map-context', 'map-land')).toBeGreaterThanOrEqual(7);
  });

  test.each(DESK_TEXT.flatMap((text) => DESK_GROUNDS.map((ground) => [text, ground] as const)))(
    'on the desk %s on %s reaches AA in both themes',
    (text, ground) => {
      expect(ratio(dark, text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(ratio(light, text, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each<[Colour, Colour]>([
    ['on-ink', 'ink'],
    ['on-red', 'red'],
    ['on-done', 'done'],
    ['red-text', 'surface'],
    ['red-text', 'raised'],
    ['amber', 'surface'],
    ['amber', 'amber-ground'],
    ['text-1', 'amber-ground'],
    ['text-2', 'amber-ground'],
    ['changed', 'surface'],
    ['changed', 'changed-ground'],
    ['text-1', 'changed-ground'],
    ['text-2', 'changed-ground'],
    ['done', 'surface'],
    ['done', 'done-ground'],
    ['text-3', 'map'],
    ['map-context', 'map-land'],
    ['text-1', 'map-cluster'],
  ])('%s on %s reaches AA in both themes', (text, ground) => {
    expect(ratio(dark, text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(ratio(light, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARKS.flatMap((mark) => GROUNDS.map((ground) => [mark, ground] as const)))(
    'the mark %s can be told from %s in both themes',
    (mark, ground) => {
      expect(ratio(dark, mark, ground)).toBeGreaterThanOrEqual(3);
      expect(ratio(light, mark, ground)).toBeGreaterThanOrEqual(3);
    },
  );

  test('the focus ring can be told from every ground', () => {
    for (const ground of DESK_GROUNDS) {
      expect(ratio(dark, 'focus', ground)).toBeGreaterThanOrEqual(3);
      expect(ratio(light, 'focus', ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
