import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/** A private key of Ed25519 in PKCS #8 up to its 32 bytes (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** 审计密钥: Ed25519. Its public half is all that a verifier needs. */
export interface AuditKey {
  private: KeyObject;
  public: KeyObject;
}

/**
 * The key in a file of its own, or one that follows from the installation's secret: the same in every process.
 * @throws StartRefusal where the file holds no such key
 */
export function readAuditKey(secret: string, file: string | null): AuditKey {
  if (file !== null) return keyOf(keyIn(file, createPrivateKey));
  const seed = Buffer.from(hkdfSync('sha256', secret, 'faling', 'audit anchors', 32));
  return keyOf(createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' }));
}

const keyOf = (key: KeyObject): AuditKey => ({ private: key, public: createPublicKey(key) });

/** @throws StartRefusal where the file holds no public key of Ed25519 */
export const readPublicKey = (file: string): KeyObject => keyIn(file, createPublicKey);

function keyIn(file: string, make: (pem: string) => KeyObject): KeyObject {
  try {
    const key = make(readFileSync(file, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What is wrong with it is one sentence below, and says nothing of its content.
  }
  throw new StartRefusal(
    'audit-key',
    `${file} 不是 Ed25519 密钥（PEM）；未作任何改动；可用 openssl genpkey -algorithm ed25519 生成。`,
    `${file} holds no key of Ed25519 in PEM; nothing was changed; make one with: openssl genpkey -algorithm ed25519.`,
    2,
  );
}

export const pemOf = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }));

/** Names a public key: the first 16 hexadecimal digits of the SHA-256 of its SPKI. */
export const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

export const signText = (key: AuditKey, text: string): string =>
  sign(null, Buffer.from(text), key.private).toString('base64');

export const isSigned = (key: KeyObject, text: string, signature: string): boolean =>
  verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
