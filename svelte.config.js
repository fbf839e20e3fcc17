import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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

/**
 * A build is named by what it is made of: hosts that build the same sources serve one build, and a screen that loads its page
 * from one of them and listens to another is not told of a newer one. What the build itself writes among the sources does not count.
 */
function nameOfBuild() {
  const hash = createHash('sha256');
  for (const part of ['src', 'messages', 'static']) {
    const files = readdirSync(join(import.meta.dirname, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('paraglide'))
      .map((entry) => relative(import.meta.dirname, join(entry.parentPath, entry.name)))
      .sort();
    for (const file of files) hash.update(file).update(readFileSync(join(import.meta.dirname, file)));
  }
  return hash
    .update(readFileSync(join(import.meta.dirname, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    csp: { mode: 'nonce', directives },
    version: { name: nameOfBuild() },
    // server/edge checks the exact Origin of every mutation, JSON as well as forms. Programs that speak
    // Open311 send forms without an Origin, and act by their key, never by a cookie.
    csrf: { trustedOrigins: ['*'] },
    alias: { '#domain': 'src/domain', '#domain/*': 'src/domain/*' },
  },
};
