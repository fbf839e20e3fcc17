import type { Position } from '#domain/area/basemap.ts';
import { borderOf, holds } from '#domain/area/locate.ts';
import { LON_SCALE, type Seed } from './cell.ts';
import { areaOf, onGrid, type MultiPolygon } from './geometry.ts';

const SAMPLES_PER_COMMUNITY = 60;
const ROUNDS = 6;
/** Communities are small in the middle of a street and wide in its hills. */
const MIDDLE_DEG = 0.018;

/**
 * Seeds for the communities of a street whose place no source gives, spread over its ground: samples of a
 * Halton sequence (the same at every build), denser near the street's anchor, gathered by Lloyd's rounds.
 * Seeds that are known stay where they are.
 */
export function spread(
  codes: readonly string[],
  known: readonly Seed[],
  ground: MultiPolygon,
  anchor: Position,
): Seed[] {
  const samples = samplesOf(ground, anchor, SAMPLES_PER_COMMUNITY * (codes.length + known.length));
  let free = codes.map((_, i) => samples[Math.floor((i * samples.length) / codes.length)] ?? anchor);
  for (let round = 0; round < ROUNDS; round++) {
    free = gathered(
      free,
      known.map(({ at }) => at),
      samples,
    );
  }
  const around = free.toSorted((a, b) => bearing(anchor, a) - bearing(anchor, b));
  return [...known, ...codes.map((code, i) => ({ code, at: around[i] ?? anchor }))];
}

/** Samples on the largest part of the ground: an islet is no place for a community of its own. */
function samplesOf(ground: MultiPolygon, anchor: Position, wanted: number): Position[] {
  const [largest = []] = ground.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const border = borderOf(
    '',
    largest.map((ring) => ring.map(onGrid)),
  );
  const samples: Position[] = [];
  for (let n = 1; samples.length < wanted && n < 400 * wanted; n++) {
    const at: Position = [
      border.west + halton(n, 2) * (border.east - border.west),
      border.south + halton(n, 3) * (border.north - border.south),
    ];
    const chance = 0.12 + Math.exp(-distance(at, anchor) / MIDDLE_DEG);
    if (halton(n, 5) < chance && holds(border, { lon: at[0], lat: at[1] })) samples.push(at);
  }
  return samples;
}

/** One round of Lloyd: each free seed moves to the mean of the samples that are nearest to it. */
function gathered(
  free: readonly Position[],
  fixed: readonly Position[],
  samples: readonly Position[],
): Position[] {
  const sums = free.map(() => ({ lon: 0, lat: 0, n: 0 }));
  for (const sample of samples) {
    const sum = sums[nearest([...free, ...fixed], sample)];
    if (!sum) continue;
    sum.lon += sample[0];
    sum.lat += sample[1];
    sum.n += 1;
  }
  return free.map((at, i) => {
    const sum = sums[i];
    return sum && sum.n > 0 ? [sum.lon / sum.n, sum.lat / sum.n] : at;
  });
}

function nearest(seeds: readonly Position[], at: Position): number {
  let best = 0;
  let least = Infinity;
  for (const [i, seed] of seeds.entries()) {
    const far = distance(seed, at);
    if (far < least) [best, least] = [i, far];
  }
  return best;
}

const sizeOf = ([outer = []]: MultiPolygon[number]): number => Math.abs(areaOf(outer));
const distance = (a: Position, b: Position): number => Math.hypot((a[0] - b[0]) * LON_SCALE, a[1] - b[1]);
const bearing = (from: Position, to: Position): number => Math.atan2(to[1] - from[1], to[0] - from[0]);

/** The n-th number of the Halton sequence of a base: evenly spread over 0 to 1, without chance. */
function halton(n: number, base: number): number {
  let value = 0;
  let part = 1;
  for (let rest = n; rest > 0; rest = Math.floor(rest / base)) {
    part /= base;
    value += part * (rest % base);
  }
  return value;
}
