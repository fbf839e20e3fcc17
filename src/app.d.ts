import type { Viewer } from '#server/access/actor.ts';
import type { App as Door } from '#server/app.ts';

declare global {
  /** The one slot through which the process hands its application to SvelteKit's bundle. */
  var faling: Door | undefined;

  namespace App {
    interface Locals {
      /** The one door; `src/` knows its type and nothing else of the server. */
      app: Door;
      /** Who asks: a member of the staff, a wall, or nobody yet. */
      viewer: Viewer | undefined;
      /** The address that the request came from, behind every trusted proxy; for quotas, and kept nowhere. */
      from: string;
      language: 'zh' | 'en';
    }
    interface Error {
      message: string;
      code?: string;
      errorId?: string;
    }
  }
}
