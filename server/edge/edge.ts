import { refuse, type Refusal } from '#domain/refusal.ts';
import { cookieNames, type CookieNames } from '#server/edge/cookies.ts';
import { pagePolicy } from '#server/edge/page-policy.ts';
import { refuseRequest } from '#server/edge/request.ts';
import { addressHeader } from '#server/forwarded.ts';
import type { Turnstile } from '#server/quota/turnstile.ts';

export interface EdgeOptions {
  /** Exact origins that browsers may come from. */
  origins: () => readonly string[];
  /** Whether all of them are https. */
  secure: boolean;
  /** Origins of others to which a form of ours leads, by way of a redirect: an identity provider's. */
  formTargets?: readonly string[];
  /** Origins of others that pages may take pictures from: a base map's. */
  pictures?: readonly string[];
  turnstile: Turnstile;
}

/** Where a request meets the house: what is refused before anybody looks at it, and what an answer bears. */
export class Edge {
  readonly #options: EdgeOptions;
  readonly cookies: CookieNames;
  readonly turnstile: Turnstile;

  constructor(options: EdgeOptions) {
    this.#options = options;
    this.cookies = cookieNames(options.secure);
    this.turnstile = options.turnstile;
  }

  /** Where a request comes from: a header that only `markClient` writes. */
  addressOf({ headers }: Request): string {
    return headers.get(addressHeader) ?? '';
  }

  /** What is refused whoever asks; cheap things first. */
  async refuse(request: Request, url: URL): Promise<Refusal | undefined> {
    const refusal = refuseRequest(request, url, this.#options.origins());
    return refusal ?? this.turnstile.take('request', this.addressOf(request));
  }

  pagePolicy(policy: string, url: URL): string {
    const { formTargets, pictures } = this.#options;
    return pagePolicy(policy, url.origin, formTargets, pictures);
  }

  /** What better-auth refuses by its limit, in our words; undefined for every other answer of its. */
  refusalIn({ status, headers }: Response): Refusal | undefined {
    const seconds = headers.get('x-retry-after');
    return status === 429 && seconds !== null ? refuse('too-many', { seconds: Number(seconds) }) : undefined;
  }
}
