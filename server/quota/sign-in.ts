import type { BetterAuthOptions } from 'better-auth';
import type { Turnstile } from '#server/quota/turnstile.ts';

/** Where a secret is proved or exchanged; everything else below /api/auth only asks. */
const PROVES = /\/(sign-in|sign-up|two-factor|verify|change|reset|forget|request-password)/;

/**
 * better-auth's own limit by address, on our count, so that it holds in every process and in every mode. Its keys are an
 * address and a path; the limit by account is the lock-out.
 */
export const authRate = (turnstile: Turnstile) =>
  ({
    enabled: true,
    customStorage: {
      consume: async (key) => {
        const address = key.split(/[|/]/)[0] ?? '';
        const refusal = await turnstile.take(PROVES.test(key) ? 'sign-in' : 'session', address);
        return { allowed: !refusal, retryAfter: refusal ? Number(refusal.details['seconds']) : null };
      },
    },
  }) satisfies BetterAuthOptions['rateLimit'];
