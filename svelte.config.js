import adapter from '@sveltejs/adapter-node';

/** The one style attribute there is: SvelteKit's own, on the line that tells readers of the screen of a new page. */
const ANNOUNCER = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/**
 * What a page may load and do. Scripts come from this origin, or carry the nonce of the answer. No element of ours bears
 * a style attribute: what moves is set through the object model, which no policy has to allow. The hook names the
 * socket's own address beside 'self', and whatever else an installation allows (server/edge/page-policy.ts).
 */
const directives = {
  'default-src': ['none'],
  'script-src': ['self'],
  'style-src': ['self'],
  'style-src-attr': ['unsafe-hashes', ANNOUNCER],
  'img-src': ['self'],
  'font-src': ['self'],
  'connect-src': ['self'],
  'form-action': ['self'],
  'frame-ancestors': ['none'],
  'base-uri': ['none'],
  'object-src': ['none'],
};

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    csp: { mode: 'nonce', directives },
    // server/edge checks the exact Origin of every mutation, JSON as well as forms. Programs that speak
    // Open311 send forms without an Origin, and act by their key, never by a cookie.
    csrf: { trustedOrigins: ['*'] },
    alias: { '#domain': 'src/domain', '#domain/*': 'src/domain/*' },
  },
};
