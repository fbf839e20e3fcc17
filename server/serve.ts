import { closeServer, createHttpServer, listen } from '#server/http.ts';
import { openApplication, type Application, type Surroundings } from '#server/open-application.ts';

/** One process that answers: the application, and the port that it listens on. */
export interface Serving {
  application: Application;
  port: number;
}

/** Opens the application and listens; in one of several processes on the port that all of them share. */
export async function serve(surroundings: Omit<Surroundings, 'http'>): Promise<Serving> {
  const { config, life } = surroundings;
  const http = await life.begin('http', createHttpServer, closeServer, 3_000);
  const application = await openApplication({ ...surroundings, http });
  http.on('request', application.handle);
  const port = await life.begin('listening', () => listen(http, config.host, config.port));
  return { application, port };
}
