import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ out: 'build' }),
    // The hub and the API check the exact Origin themselves, for JSON as well as forms (docs/protocol.md).
    alias: { '#domain': 'src/domain', '#domain/*': 'src/domain/*' },
  },
};
