import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorLine, isGenuine, parseAnchor } from './anchor.ts';
import { genesisOf } from './chain.ts';
import { fingerprintOf, pemOf, readAuditKey, readPublicKey } from './key.ts';

const SECRET = 'a secret that only the tests know, 32+';
const folder = mkdtempSync(join(tmpdir(), 'faling-key-'));
const written = (name: string, text: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const told = {
  ...{ n: 7, atMs: Date.parse('2026-11-28T10:00:00Z'), epoch: '0b0c6a3e-0000-4000-8000-000000000001' },
  heads: { feed: genesisOf('feed'), entries: genesisOf('entries') },
};

describe('the key of the audit', () => {
  test('follows from the secret, the same in every process, and another secret has another', () => {
    const [one, same, other] = [SECRET, SECRET, `${SECRET}!`].map((secret) => readAuditKey(secret, null));
    expect(fingerprintOf(one!.public)).toBe(fingerprintOf(same!.public));
    expect(fingerprintOf(one!.public)).not.toBe(fingerprintOf(other!.public));
  });

  test('may be a file of its own, and its public half is read from what admin prints', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const file = written('private.pem', String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    const key = readAuditKey(SECRET, file);
    expect(fingerprintOf(key.public)).toBe(fingerprintOf(publicKey));
    expect(fingerprintOf(readPublicKey(written('public.pem', pemOf(key.public))))).toBe(
      fingerprintOf(publicKey),
    );
  });

  test('of another kind, or none, is refused in one sentence', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = written('rsa.pem', String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    expect(() => readAuditKey(SECRET, rsa)).toThrow(/audit-key|Ed25519/);
    expect(() => readPublicKey(written('none.pem', 'nothing'))).toThrow(/audit-key|Ed25519/);
  });
});

describe('an anchor', () => {
  const key = readAuditKey(SECRET, null);
  const line = anchorLine(key, told);
  const anchor = parseAnchor(line)!;

  test('is read as it was written, and is genuine by its own key alone', () => {
    expect(anchor).toMatchObject({ n: 7, epoch: told.epoch, at: '2026-11-28T10:00:00.000Z' });
    expect(isGenuine(key.public, anchor)).toBe(true);
    expect(isGenuine(readAuditKey(`${SECRET}!`, null).public, anchor)).toBe(false);
  });

  test.each(['n', 'at', 'epoch', 'feed', 'entries'] as const)(
    'whose %s was changed is not genuine',
    (field) => {
      const other = { n: 8, at: '2026-11-28T10:00:01.000Z', epoch: '0b0c6a3e-0000-4000-8000-000000000002' };
      const head = { position: 1, hash: 'ab'.repeat(32) };
      const changed = {
        ...anchor,
        ...(field in other ? { [field]: other[field as 'n'] } : { [field]: head }),
      };
      expect(isGenuine(key.public, changed)).toBe(false);
    },
  );

  test('can be checked from the six lines that the decision gives, without this program', () => {
    const { kind, n, at, epoch, feed, entries } = anchor;
    const text = `${kind}\n${n}\n${at}\n${epoch}\nfeed ${feed.position} ${feed.hash}\nentries ${entries.position} ${entries.hash}\n`;
    expect(verify(null, Buffer.from(text), pemOf(key.public), Buffer.from(anchor.signature, 'base64'))).toBe(
      true,
    );
    const [pem, said, signature] = [
      written('p.pem', pemOf(key.public)),
      written('text', text),
      written('sig', Buffer.from(anchor.signature, 'base64')),
    ];
    const openssl = spawnSync('openssl', [
      ...['pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin', '-in', said, '-sigfile', signature],
    ]);
    // Where openssl is installed, it agrees.
    if (!openssl.error) expect(String(openssl.stdout)).toContain('Verified Successfully');
  });

  test.each(['', '{}', 'faling', line.slice(0, -1), line.replace('"n":7', '"n":"7"')])(
    'is not: %s',
    (text) => {
      expect(parseAnchor(text)).toBeUndefined();
    },
  );
});
