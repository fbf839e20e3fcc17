import * as v from 'valibot';

/** An instant as the specification writes it: the W3C's part of ISO 8601, here always in UTC. */
export const dateOf = (at: number): string => new Date(at).toISOString();

const W3C = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** A date with its time zone, which the specification demands; milliseconds since 1970. */
export const dateSchema = v.pipe(
  v.string(),
  // In an address a plus that was not escaped arrives as a space.
  v.transform((text) => text.trim().replace(/ (?=\d\d:\d\d$)/, '+')),
  v.regex(W3C),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite(),
);
