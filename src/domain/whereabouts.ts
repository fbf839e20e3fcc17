import { distanceM, type Point } from './area/point.ts';
import type { Force } from './person/person.ts';

/** A phone on duty says where it is once in so long, in milliseconds. */
export const TELL_EVERY_MS = 60_000;

/** 15 minutes: where somebody was before that leads nobody anywhere; it is not shown, and not kept. */
export const FRESH_MS = 15 * 60_000;

/** A dispatcher sees none farther away than so many metres, and so many at most. */
export const WITHIN_M = 2_000;
const AT_MOST = 5;

/** 在岗: a volunteer who has said "I am on duty", with where they last were. */
export interface Whereabouts extends Point {
  name: string;
  force: Force | null;
  /** When they were there, in milliseconds since 1970 by the clock that `now` is read from. */
  at: number;
}

/** What is told of one of them: who, how far, how long ago; and no place. */
export interface VolunteerNear {
  name: string;
  force: Force | null;
  /** In metres, rounded to ten. */
  distanceM: number;
  /** How old the position is, in milliseconds. */
  ageMs: number;
}

/**
 * The volunteers on duty around a place, the nearest first, of those equally near the one heard of last.
 * @param now in milliseconds since 1970
 */
export function nearest(all: readonly Whereabouts[], place: Point, now: number): VolunteerNear[] {
  return all
    .map(({ name, force, at, ...point }) => ({
      ...{ name, force },
      metres: distanceM(point, place),
      ageMs: Math.max(0, Math.round(now - at)),
    }))
    .filter(({ metres, ageMs }) => metres <= WITHIN_M && ageMs <= FRESH_MS)
    .sort((a, b) => a.metres - b.metres || a.ageMs - b.ageMs)
    .slice(0, AT_MOST)
    .map(({ metres, ...one }) => ({ ...one, distanceM: Math.round(metres / 10) * 10 }));
}

/** A position to some ten metres: nobody needs to know at which door somebody stands. */
export const coarse = ({ lat, lon }: Point): Point => ({ lat: tenMetres(lat), lon: tenMetres(lon) });

const tenMetres = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;
