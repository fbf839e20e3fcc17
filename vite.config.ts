import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  // Fonts stay files: the policy of a page knows no `data:`, and a small one would be written into the style sheet.
  build: { assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined) },
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
    }),
    sveltekit(),
  ],
});
