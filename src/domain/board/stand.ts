import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';

/** A fact of the log, with the case after it where the log keeps that. */
export interface Logged {
  event: Event;
  image?: Case | null;
}

/**
 * The cases as they stood after these facts: each image is carried on by what followed on it, and a case begins with its
 * report. A fact that the image knows already, or whose forerunner is not among them, changes nothing: so a case stands where
 * its log had come without a hole.
 * @param images of each case one; may be newer than the first facts
 * @param log in the order of the log
 */
export function stand(images: Iterable<Case>, log: Iterable<Logged>): Map<string, Case> {
  const cases = new Map<string, Case>();
  for (const image of images) cases.set(image.id, image);
  for (const { event, image } of log) {
    const held = cases.get(event.caseId);
    if (event.version === (held?.version ?? 0) + 1) cases.set(event.caseId, evolve(held, event));
    // It was over long before, so that nobody holds it; what happened to it now brings it back.
    else if (!held && image) cases.set(event.caseId, image);
  }
  return cases;
}
