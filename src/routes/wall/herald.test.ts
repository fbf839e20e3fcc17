import { beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '#domain/audit/event.ts';
import { Herald } from './herald.ts';

const breach = (version: number, at: number): Event =>
  ({ type: 'timer.breached', caseId: 'c', version, at }) as unknown as Event;

let said: string[];
const hear = (herald: Herald, recent: Event[], now: number, isOpen = true): void =>
  herald.hear(
    recent,
    now,
    () => isOpen,
    ({ version }) => `breach ${version}`,
  );

beforeEach(() => {
  said = [];
  class Node {
    gain = { exponentialRampToValueAtTime: () => undefined };
    connect = (next: unknown): unknown => next;
    start = (): void => undefined;
    stop = (): void => undefined;
  }
  vi.stubGlobal('OscillatorNode', Node);
  vi.stubGlobal('GainNode', Node);
  vi.stubGlobal(
    'AudioContext',
    class {
      resume = (): Promise<void> => Promise.resolve();
    },
  );
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      text: string;
      constructor(text: string) {
        this.text = text;
      }
    },
  );
  const speechSynthesis = { speak: ({ text }: { text: string }) => said.push(text), cancel: () => undefined };
  vi.stubGlobal('speechSynthesis', speechSynthesis);
  vi.stubGlobal('window', { speechSynthesis });
});

test('a breach is said once, however often the list is heard', () => {
  const herald = new Herald();
  hear(herald, [], 100);
  hear(herald, [breach(2, 150)], 160);
  hear(herald, [breach(3, 170), breach(2, 150)], 180);
  hear(herald, [breach(3, 170), breach(2, 150)], 190);
  expect(said).toEqual(['breach 2', 'breach 3']);
});

test('what lay behind when the wall began to look is not said, nor what is over already', () => {
  const herald = new Herald();
  hear(herald, [breach(1, 50)], 100);
  hear(herald, [breach(2, 150), breach(1, 50)], 160, false);
  expect(said).toEqual([]);
});

test('what is there at the first look lay behind, also where it happened at that very instant', () => {
  const herald = new Herald();
  hear(herald, [breach(1, 100)], 100);
  hear(herald, [breach(2, 100), breach(1, 100)], 100);
  expect(said).toEqual(['breach 2']);
});

test('two breaches at once are said one after the other, the older first', () => {
  const herald = new Herald();
  hear(herald, [], 100);
  hear(herald, [breach(3, 151), breach(2, 150)], 160);
  expect(said).toEqual(['breach 2', 'breach 3']);
});
