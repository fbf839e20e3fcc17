import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clustersOf, type ClusterQuestion } from './cluster.ts';
import { Clusterer, type Clustered } from './clusterer.ts';
import type { Mark } from './mark.ts';

const marks = (count: number): Mark[] =>
  Array.from({ length: count }, (_one, i) => ({
    ...{ caseId: `c${i}`, areaCode: '440310001', siteId: null, look: 'running' as const, timer: undefined },
    ...{ lat: 22.7 + i / 100, lon: 114.3 },
  }));

/** A worker that answers when it is told to. */
class SlowWorker {
  static made: SlowWorker[] = [];
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onerror: (() => void) | undefined;
  asked: ClusterQuestion[] = [];
  constructor() {
    SlowWorker.made.push(this);
  }
  postMessage(question: ClusterQuestion): void {
    this.asked.push(question);
  }
  terminate(): void {
    this.onmessage = undefined;
  }
  answer(): void {
    this.onmessage?.({ data: clustersOf(this.asked.at(-1) as ClusterQuestion) });
  }
}

const heard: Clustered[] = [];
const sizes = (): number[] => heard.map(({ calm }) => calm.length);
const open = (): Clusterer => new Clusterer((clustered) => heard.push(clustered));
const theWorker = (): SlowWorker => SlowWorker.made.at(-1) as SlowWorker;

beforeEach(() => {
  vi.useFakeTimers();
  heard.length = 0;
  vi.stubGlobal('Worker', SlowWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the first clusters are there at once, before any worker has started', () => {
  open().want(marks(2), 12, 40);
  expect(sizes()).toEqual([2]);
  expect(theWorker().asked).toEqual([]);
});

test('one question at a time, and the newest one next', () => {
  const clusterer = open();
  clusterer.want(marks(1), 12, 40);
  clusterer.want(marks(2), 13, 40);
  clusterer.want(marks(3), 13, 40);
  clusterer.want(marks(4), 13, 40);
  expect(theWorker().asked).toHaveLength(1);
  theWorker().answer();
  vi.advanceTimersByTime(1_000);
  theWorker().answer();
  expect(sizes()).toEqual([1, 2, 4]);
});

test('cases that change are clustered once a second at most, a map that comes nearer at once', () => {
  const clusterer = open();
  clusterer.want(marks(1), 12, 40);
  clusterer.want(marks(2), 12, 40);
  vi.advanceTimersByTime(900);
  expect(theWorker().asked).toHaveLength(0);
  vi.advanceTimersByTime(100);
  expect(theWorker().asked).toHaveLength(1);
  theWorker().answer();
  clusterer.want(marks(2), 13, 40);
  expect(theWorker().asked).toHaveLength(2);
});

test('what is known is not asked again', () => {
  const clusterer = open();
  const calm = marks(2);
  clusterer.want(calm, 12, 40);
  clusterer.want(calm, 12, 40);
  vi.advanceTimersByTime(5_000);
  expect(theWorker().asked).toHaveLength(0);
  expect(sizes()).toEqual([2]);
});

test('where the worker fails, the page answers itself, what was asked of the worker too', () => {
  const clusterer = open();
  clusterer.want(marks(2), 12, 40);
  clusterer.want(marks(3), 13, 40);
  expect(sizes()).toEqual([2]);
  theWorker().onerror?.();
  clusterer.want(marks(4), 14, 40);
  expect(sizes()).toEqual([2, 3, 4]);
});

test('where there is no worker at all, the page answers itself', () => {
  vi.stubGlobal('Worker', undefined);
  open().want(marks(2), 12, 40);
  expect(heard[0]?.clusters.reduce((sum, cluster) => sum + cluster.count, 0)).toBe(2);
});
