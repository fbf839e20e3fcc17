import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

describe('a body has its limit', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  /** Sends so many bytes of a form; `said` sends the length first, and nothing else where it is too much. */
  const post = (path: string, bytes: number, said: boolean): Promise<number> =>
    new Promise((answered, failed) => {
      const headers: Record<string, string> = {
        'content-type': 'application/x-www-form-urlencoded',
        ...(said && { 'content-length': String(bytes) }),
      };
      const sent = request(app.origin + path, { method: 'POST', headers }, (response) => {
        answered(response.statusCode ?? 0);
        sent.destroy();
      });
      sent.on('error', failed);
      sent.flushHeaders();
      if (said) return;
      for (let left = bytes; left > 0; left -= 64 * KIB)
        sent.write(Buffer.alloc(Math.min(left, 64 * KIB), 'a'));
      sent.end();
    });

  it.each([
    ['/open311/v2/requests.xml', 32 * MIB],
    ['/open311/v2/requests.json', 32 * MIB],
    ['/open311/v2/servicerequestupdates.json', 256 * KIB],
  ])('of %s: %i bytes, and one more is refused, whether its length was said or not', async (path, limit) => {
    expect(await post(path, limit + 1, true)).toBe(413);
    expect(await post(path, limit + 1, false)).toBe(413);
    expect(await post(path, limit, false)).toBe(403);
  });

  it('of a command: 256 KB, also where no length was said', async () => {
    expect(await post('/api/v1/commands', 256 * KIB + 1, true)).toBe(413);
    // What does not say that it is JSON is not read at all.
    expect(await post('/api/v1/commands', 256 * KIB + 1, false)).toBe(415);
  });

  it('and the line goes on after a refusal', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    for (let times = 0; times < 8; times += 1) {
      const response = await fetch(`${app.origin}/api/v1/commands`, { ...init, body: 'a'.repeat(MIB) });
      expect([response.status, await response.json()]).toMatchObject([413, { refused: 'too-large' }]);
      expect((await app.get('/health/live')).status).toBe(200);
    }
  });
});
