import { createHash } from 'node:crypto';

/**
 * The two chains. `feed` binds the log of facts in the order of the feed, `entries` what was done or read that is no
 * fact about a case, in the order in which the chain first saw it.
 */
export const CHAINS = ['feed', 'entries'] as const;
export type ChainName = (typeof CHAINS)[number];

/** The last link of a chain; position 0 is before the first. */
export interface Head {
  position: number;
  hash: Buffer;
}

/** A row as it is bound: which one, in which form, and its text. */
export interface Bound {
  ref: number;
  form: number;
  text: string;
}

/** Where a chain begins, so that no link of one fits into the other. */
export const genesisOf = (chain: ChainName): Head => ({
  position: 0,
  hash: createHash('sha256').update(`faling audit chain ${chain}`).digest(),
});

/**
 * The hash of the next link: SHA-256 over the hash before it (32 bytes), then
 * `<chain> <position> <form>`, a line feed, and the row's text in UTF-8.
 */
export function nextHash(chain: ChainName, before: Head, { form, text }: Bound): Buffer {
  return createHash('sha256')
    .update(before.hash)
    .update(`${chain} ${before.position + 1} ${form}\n`)
    .update(text)
    .digest();
}
