import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the bench's page from the sources as they are, outside of the product, and serves it. */
export async function servePages(): Promise<{ url: string; close: () => void }> {
  const outDir = mkdtempSync(join(tmpdir(), 'faling-bench-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    publicDir: join(root, 'static'),
    logLevel: 'error',
    resolve: { alias: { $lib: join(root, 'src/lib') } },
    build: { outDir, emptyOutDir: true },
    plugins: [
      paraglideVitePlugin({
        project: join(root, 'project.inlang'),
        outdir: join(root, 'src/lib/paraglide'),
        strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      }),
      svelte({ configFile: false, compilerOptions: { runes: true } }),
    ],
  });
  const server = createServer(({ url = '/' }, response) => {
    const path = join(outDir, url === '/' ? 'index.html' : decodeURIComponent(url));
    try {
      const file = readFileSync(path);
      response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
