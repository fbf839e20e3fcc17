import { refuse } from '#domain/refusal.ts';
import type { Auth, AuthOptions } from '#server/access/auth.ts';
import { PROVIDER } from '#server/access/identity-provider.ts';
import { byCode } from '#server/access/sign-in/code.ts';
import { told, withBody } from '#server/access/sign-in/message.ts';
import { disableFactor, enableFactor } from '#server/access/sign-in/own-factor.ts';
import { byPassword } from '#server/access/sign-in/password.ts';
import { fromProvider, toProvider } from '#server/access/sign-in/provider.ts';
import { Visit } from '#server/access/sign-in/visit.ts';

type Route = (visit: Visit) => Promise<Response>;

/**
 * The routes below /api/auth, and no others of better-auth's: each takes what its schema lets through, counts failures
 * before it looks at a secret, and is noted. An answer holds no token; that is in the cookie alone.
 */
export class SignIn {
  readonly #auth: Auth;
  readonly #options: AuthOptions;
  readonly #routes: Record<string, Route>;

  constructor(auth: Auth, options: AuthOptions) {
    this.#auth = auth;
    this.#options = options;
    this.#routes = {
      'POST /sign-in/username': byPassword,
      'POST /two-factor/verify-totp': (visit) => byCode(visit, 'totp'),
      'POST /two-factor/verify-backup-code': (visit) => byCode(visit, 'recovery-code'),
      'POST /two-factor/enable': enableFactor,
      'POST /two-factor/disable': disableFactor,
      'POST /sign-out': signOut,
      ...(options.identityProvider && {
        'POST /sign-in/social': toProvider,
        [`GET /callback/${PROVIDER}`]: fromProvider,
      }),
    };
  }

  async handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    const route = this.#routes[`${request.method} ${path}`];
    return route ? route(new Visit(request, this.#auth, this.#options)) : told(refuse('no-such-address'));
  }
}

async function signOut(visit: Visit): Promise<Response> {
  const session = await visit.session();
  const response = await visit.ask(withBody(visit.request, {}));
  if (session) await visit.note(session.userId, 'sign-out', session.id);
  return response;
}
