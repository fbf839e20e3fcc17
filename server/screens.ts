import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setAdapterEnvironment, type Config } from '#server/config.ts';
import { addressHeader, protocolHeader } from '#server/forwarded.ts';

/** Answers a request for a screen, a form or the API: SvelteKit's half of the house. */
export interface Screens {
  handle(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

const projectRoot = join(import.meta.dirname, '..');

/**
 * The built application, or with `dev` Vite in middleware mode. Both load `hooks.server.ts`, which finds the
 * application in its global slot: open that first.
 */
export async function openScreens(config: Config, http: Server): Promise<Screens> {
  return config.dev ? openVite(http) : openBuilt();
}

/** The path is computed, or the type checker would check build/ too. */
async function openBuilt(): Promise<Screens> {
  setAdapterEnvironment({ addressHeader, protocolHeader });
  const built = pathToFileURL(join(projectRoot, 'build', 'handler.js')).href;
  const { handler } = (await import(built)) as { handler: Screens['handle'] };
  return { handle: handler, close: async () => {} };
}

async function openVite(http: Server): Promise<Screens> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: projectRoot,
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server: http } },
  });
  return { handle: (request, response) => vite.middlewares(request, response), close: () => vite.close() };
}
