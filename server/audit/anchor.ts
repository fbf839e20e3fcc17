import * as v from 'valibot';
import type { KeyObject } from 'node:crypto';
import type { ChainName, Head } from '#server/audit/chain.ts';
import { fingerprintOf, isSigned, signText, type AuditKey } from '#server/audit/key.ts';

const HEAD = v.strictObject({
  position: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const LINE = v.strictObject({
  kind: v.literal('faling audit anchor 1'),
  /** Counts the anchors of a database. */
  n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** ISO 8601, by the database's own clock. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The feed's epoch: another one after a restore or a promotion. */
  epoch: v.pipe(v.string(), v.uuid()),
  feed: HEAD,
  entries: HEAD,
  /** The fingerprint of the public key. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  signature: v.pipe(v.string(), v.base64()),
});

/** 存证: where both chains ended at one instant, and who says so. */
export type Anchor = v.InferOutput<typeof LINE>;

/** What is signed: six lines, so that it can be written anew by hand and checked with openssl. */
const signedText = ({ kind, n, at, epoch, feed, entries }: Omit<Anchor, 'key' | 'signature'>): string =>
  [
    kind,
    String(n),
    at,
    epoch,
    `feed ${feed.position} ${feed.hash}`,
    `entries ${entries.position} ${entries.hash}`,
    '',
  ].join('\n');

/** One line of JSON, as it goes to the sink. */
export function anchorLine(
  key: AuditKey,
  { n, atMs, epoch, heads }: { n: number; atMs: number; epoch: string; heads: Record<ChainName, Head> },
): string {
  const told = ({ position, hash }: Head) => ({ position, hash: hash.toString('hex') });
  const anchor = {
    ...{ kind: 'faling audit anchor 1' as const, n, at: new Date(atMs).toISOString(), epoch },
    ...{ feed: told(heads.feed), entries: told(heads.entries) },
  };
  const signature = signText(key, signedText(anchor));
  return JSON.stringify({ ...anchor, key: fingerprintOf(key.public), signature });
}

/** Reads a line of a sink, also behind what a syslog server puts before it; undefined where it holds no anchor. */
export function parseAnchor(line: string): Anchor | undefined {
  const from = line.indexOf('{"kind":"faling audit anchor');
  if (from < 0) return undefined;
  try {
    const parsed = v.safeParse(LINE, JSON.parse(line.slice(from)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an anchor was signed by the holder of this key, and nothing in it was changed since. */
export const isGenuine = (key: KeyObject, anchor: Anchor): boolean =>
  anchor.key === fingerprintOf(key) && isSigned(key, signedText(anchor), anchor.signature);
