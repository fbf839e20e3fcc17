import { createHash } from 'node:crypto';
import type { Event } from '#domain/audit/event.ts';

const START = Buffer.alloc(32);

/**
 * 证据链: the digest of a log. hash₀ is 32 zero bytes; hashₙ = SHA-256(hashₙ₋₁ ‖ canonical JSON of event n in UTF-8),
 * over ALL events of the case from the first. Whoever changes, removes or adds one changes every later hash.
 * @param events of one case, in the order of their versions
 * @returns the last hash, 64 lower-case hexadecimal digits
 */
export function digestOf(events: readonly Event[]): string {
  return events.reduce<Buffer>((hash, event) => link(hash, event), START).toString('hex');
}

const link = (previous: Buffer, event: Event): Buffer =>
  createHash('sha256').update(previous).update(canonical(event)).digest();

/**
 * JSON with the keys of every object sorted by UTF-16 code units and no spaces (RFC 8785), so that the same fact is
 * the same bytes however the database keeps it.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${fields.join(',')}}`;
}
