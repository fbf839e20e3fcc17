import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { after } from '../../tests/support/given.ts';
import { accept, report } from '../../tests/support/acts.ts';
import { canonical, digestOf } from './chain.ts';

const { events } = after(report(), accept());
const sha256 = (...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

describe('canonical JSON', () => {
  test('sorts the keys of every object and writes no spaces', () => {
    expect(canonical({ b: [{ z: 1, a: '垃圾 "满"' }, null, true], a: {}, c: 0.5 })).toBe(
      '{"a":{},"b":[{"a":"垃圾 \\"满\\"","z":1},null,true],"c":0.5}',
    );
  });

  test('is the same for a fact that was written and read again', () => {
    const [first] = events;
    expect(canonical({ ...first, nothing: undefined })).toBe(canonical(JSON.parse(JSON.stringify(first))));
  });
});

describe('the chain of a log', () => {
  test('hashes each event together with the hash before it', () => {
    const [first, second] = events;
    const one = sha256(Buffer.alloc(32), canonical(first));
    expect(digestOf(events.slice(0, 2))).toBe(sha256(one, canonical(second)).toString('hex'));
    expect(digestOf([])).toBe('0'.repeat(64));
  });

  test('is another one where an event is changed, missing, or in another place', () => {
    const digest = digestOf(events);
    const changed = events.map((one, n) => (n === 0 ? { ...one, at: one.at + 1 } : one));
    expect(digestOf(changed)).not.toBe(digest);
    expect(digestOf(events.slice(1))).not.toBe(digest);
    expect(digestOf(events.toReversed())).not.toBe(digest);
  });
});
