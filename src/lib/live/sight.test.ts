import { afterEach, describe, expect, test, vi } from 'vitest';
import { Sight } from './sight.ts';

type Look = (
  entries: { target: object; time: number; isIntersecting: boolean; intersectionRatio: number }[],
) => void;

/** A browser that tells when a row comes into sight, and draws its next frame when it is told to. */
function browser() {
  const frames: (() => void)[] = [];
  let look: Look = () => undefined;
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: Look) {
        look = tell;
      }
      observe = (): void => undefined;
      unobserve = (): void => undefined;
    },
  );
  return {
    see: (target: object, share = 1, time = performance.now()) =>
      look([{ target, time, isIntersecting: share > 0, intersectionRatio: share }]),
    draw: () => frames.splice(0).forEach((frame) => frame()),
  };
}

afterEach(() => void vi.unstubAllGlobals());

describe('an order counts as seen', () => {
  const begin = () => {
    const { see, draw } = browser();
    const seen: string[] = [];
    const sight = new Sight((orders) => seen.push(...orders));
    const row = {} as Element;
    return { see, draw, seen, row, shows: (orders: string) => sight.of(orders)?.(row) };
  };

  test('once its row has been drawn inside the window, and only once', () => {
    const { see, draw, seen, row, shows } = begin();
    shows('a b');
    see(row);
    expect(seen).toEqual([]);
    draw();
    see(row);
    draw();
    expect(seen).toEqual(['a', 'b']);
  });

  test('not while less than half of its row is to be seen', () => {
    const { see, draw, seen, row, shows } = begin();
    shows('a');
    see(row, 0.4);
    draw();
    expect(seen).toEqual([]);
  });

  test('not where the row says something else before it is drawn, until that has come into sight itself', () => {
    const { see, draw, seen, row, shows } = begin();
    const end = shows('a');
    see(row);
    end?.();
    shows('b');
    draw();
    expect(seen).toEqual([]);
    see(row);
    draw();
    expect(seen).toEqual(['b']);
  });

  test('not where it is told late of what the row said before', () => {
    const { see, draw, seen, row, shows } = begin();
    const before = performance.now() - 1;
    shows('b');
    see(row, 1, before);
    draw();
    expect(seen).toEqual([]);
  });
});
