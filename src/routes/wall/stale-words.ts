import { DURATION } from '#domain/audit/words.ts';
import { m } from '$lib/paraglide/messages.js';
import { language } from '$lib/ui/words.ts';

/** Every letter that a wall needs to say that it is stale, denied or outdated. */
export const staleWords = (): string =>
  [
    m.shell_stale(),
    m.shell_stale_since({ span: DURATION[language()](123 * 3_600_000) }),
    m.shell_stale_meaning(),
    m.shell_reconnecting({ n: '0123456789' }),
    m.shell_now_about({ at: '' }),
    m.shell_tier_unknown(),
    m.shell_due(),
    m.wall_as_of(),
    m.wall_denied_revoked(),
    m.wall_new_build(),
  ].join('');
