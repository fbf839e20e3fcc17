import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';

/**
 * `node --import runes.mjs`: lets Node run the browser's own `.svelte.ts` modules, so that the crowd's screens are
 * the very LiveBoard that a wall has. Only the address and the cookie of its socket are others: hundreds of people sit here.
 */
registerHooks({
  resolve(specifier, context, next) {
    const ofLive = specifier === 'socket.io-client' && context.parentURL?.endsWith('/src/lib/live/socket.ts');
    return next(ofLive ? new URL('./seat.ts', import.meta.url).href : specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.svelte.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const source = stripTypeScriptTypes(readFileSync(filename, 'utf8'));
    const { code } = compileModule(source, { filename, generate: 'server', dev: false }).js;
    return { format: 'module', source: code, shortCircuit: true };
  },
});
