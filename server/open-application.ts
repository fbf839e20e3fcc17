import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Config } from '#server/config.ts';
import { markClient } from '#server/forwarded.ts';
import type { Lifecycle } from '#server/lifecycle.ts';
import { openScreens } from '#server/screens.ts';

/** What the application is given: everything that the process knows and the application may not look up. */
export interface Surroundings {
  config: Config;
  /** For `pg`: the embedded database or the one of DATABASE_URL. */
  databaseUrl: string;
  secret: string;
  http: Server;
  life: Lifecycle;
}

/**
 * Opens the application on a reachable database, stage by stage, and answers what handles a request. Each
 * stage is begun through `life`, so that it ends in the reverse order and before the database.
 */
export async function openApplication({ config, http, life }: Surroundings) {
  // The pool, the migrations, the door in its global slot, the hub and the clockwork begin here, in this order.
  const screens = await life.begin(
    'screens',
    () => openScreens(config, http),
    (opened) => opened.close(),
  );
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === '/health/live') {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('live\n');
      return;
    }
    markClient(request, config);
    screens.handle(request, response);
  };
}
