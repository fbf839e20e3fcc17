import type { Point } from '#domain/area/point.ts';

/** A reading that takes longer is given up: the person can say where it is in another way. */
const WITHIN_MS = 8_000;

/** Asks the device, which asks the person. Undefined where it was declined, is not possible here, or took too long. */
export function askPosition(): Promise<Point | undefined> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) return done(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ lat: coords.latitude, lon: coords.longitude }),
      () => done(undefined),
      { enableHighAccuracy: true, timeout: WITHIN_MS, maximumAge: 15_000 },
    );
  });
}
