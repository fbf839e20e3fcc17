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

/** What a release is made of. */
const FOLDERS = ['src', 'server', 'drizzle', 'messages', 'static'];
const FILES = ['package-lock.json', 'project.inlang/settings.json', 'svelte.config.js', 'vite.config.ts'];
/** Written among the sources by the build itself. */
const WRITTEN = join('src', 'lib', 'paraglide');

/**
 * A build is named by what it is made of: hosts that build the same release serve one build, and a screen that loads its page
 * from one of them and listens to another is not told of a newer one.
 */
function nameOfBuild() {
  const hash = createHash('sha256');
  const root = import.meta.dirname;
  for (const file of [...FOLDERS.flatMap((folder) => filesIn(root, folder)), ...FILES])
    hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(WRITTEN))
    .sort();
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
