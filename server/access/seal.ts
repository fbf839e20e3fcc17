import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomInt,
  type KeyObject,
} from 'node:crypto';

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the text. */
const NONCE = 12;
const TAG = 16;

/** Tokens kept at hand, because the same few thousand pairs of characters come in every text. */
const REMEMBERED = 100_000;

function encrypt(key: KeyObject, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws where the key is wrong or a byte was changed. */
function decrypt(key: KeyObject, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
}

/**
 * Personal data and free text at rest. Keys are kept as key objects: made from bytes at each use, they cost more than
 * what is done with them. Each case has a key of its own, wrapped by a key derived from the
 * installation's secret: erasing a case's key erases the person, and leaves the log whole.
 */
export class Sealer {
  readonly #wrapping: KeyObject;
  readonly #hashing: KeyObject;
  readonly #searching: KeyObject;
  readonly #calling: KeyObject;
  readonly #tokens = new Map<string, number>();

  constructor(secret: string) {
    const derive = (use: string): KeyObject =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'faling', use, 32)));
    this.#wrapping = derive('case keys');
    this.#hashing = derive('receipt codes');
    this.#searching = derive('search tokens');
    this.#calling = derive('telephone numbers');
  }

  newKey(): { key: KeyObject; wrapped: Buffer } {
    const bytes = randomBytes(32);
    return { key: createSecretKey(bytes), wrapped: encrypt(this.#wrapping, bytes) };
  }

  unwrap(wrapped: Buffer): KeyObject {
    return createSecretKey(decrypt(this.#wrapping, wrapped));
  }

  seal(key: KeyObject, value: unknown): Buffer {
    return encrypt(key, Buffer.from(JSON.stringify(value)));
  }

  open(key: KeyObject, sealed: Buffer): unknown {
    return JSON.parse(decrypt(key, sealed).toString());
  }

  /** Photographs: sealed as the bytes that they are. */
  sealBytes(key: KeyObject, plain: Buffer): Buffer {
    return encrypt(key, plain);
  }

  openBytes(key: KeyObject, sealed: Buffer): Buffer {
    return decrypt(key, sealed);
  }

  /** Keyed hash for things that are looked up but never read back: receipt codes, device tokens, partner keys. */
  hash(value: string): string {
    return createHmac('sha256', this.#hashing).update(value).digest('base64url');
  }

  /** Keyed hash of a telephone number, under a key of its own: no other index can be held against this one. */
  phone(digits: string): string {
    return createHmac('sha256', this.#calling).update(digits).digest('base64url');
  }

  /**
   * Keyed hash of a search token, 32 bits with a sign: without the secret nobody can try words (decision 0010). Two
   * of them may collide, so whoever finds by them looks again.
   */
  token(value: string): number {
    const known = this.#tokens.get(value);
    if (known !== undefined) return known;
    const token = createHmac('sha256', this.#searching).update(value).digest().readInt32BE(0);
    if (this.#tokens.size === REMEMBERED) this.#tokens.clear();
    this.#tokens.set(value, token);
    return token;
  }
}

/** No 0 O 1 I L U: what is read out over a telephone must not be mistaken. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 查询码: PS-7Q4K-29XM, 30^8 possibilities. */
export function newReceiptCode(prefix: string): string {
  const four = (): string => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${prefix}-${four()}-${four()}`;
}
