import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    // hooks.server.ts checks the exact Origin of every mutation, JSON as well as forms. Programs that speak
    // Open311 send forms without an Origin, and act by their key, never by a cookie.
    csrf: { trustedOrigins: ['*'] },
    alias: { '#domain': 'src/domain', '#domain/*': 'src/domain/*' },
  },
};
