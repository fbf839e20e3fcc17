import type { Page, WebSocketRoute } from '@playwright/test';

/** The line between a page and the server, as a test cuts and heals it, and changes what is said on it. */
export interface Line {
  /** Nothing passes any more, and nobody is told: an unplugged cable. */
  cut: () => void;
  /** It is plugged in again: what was open is gone, and the next connection passes. */
  heal: () => void;
  /** From now on every message, in both directions, passes through this. */
  rewrite: (change: (message: string) => string) => void;
}

export async function lineOf(page: Page): Promise<Line> {
  let dead = false;
  let change = (message: string): string => message;
  const open = new Set<{ close: () => Promise<void> }>();
  const passed = (message: string | Buffer): string | Buffer =>
    typeof message === 'string' ? change(message) : message;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    open.add(socket);
    if (dead) return;
    const server: WebSocketRoute = socket.connectToServer();
    open.add(server);
    socket.onMessage((message) => {
      if (!dead) server.send(passed(message));
    });
    server.onMessage((message) => {
      if (!dead) socket.send(passed(message));
    });
  });
  return {
    cut: () => void (dead = true),
    heal: () => {
      dead = false;
      for (const one of open) void one.close().catch(() => undefined);
      open.clear();
    },
    rewrite: (next) => void (change = next),
  };
}
