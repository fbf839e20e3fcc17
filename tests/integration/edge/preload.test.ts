import { afterAll, beforeAll, expect, it } from 'vitest';
import { rawRequest } from '../../support/raw-request.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const DISTRICT = ['/api/v1/world', '/basemap/city.json', '/basemap/440310.json'];

let app: RunningApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.stop());

/** What a page says that it will ask for. */
async function named(path: string, cookie = ''): Promise<string[]> {
  const { headers, status } = await rawRequest(app.origin + path, { headers: { cookie } });
  expect(status, path).toBeLessThan(500);
  return [...String(headers.link ?? '').matchAll(/<([^>]+)>; rel="preload"; as="fetch"/g)].map(
    ([, address]) => String(address),
  );
}

it('the page of a wall names in its head what the wall is drawn from', async () => {
  const cookie = await app.signIn('ps-dispatch-1');
  expect(await named('/wall/440310', cookie)).toEqual(DISTRICT);
  expect(await named('/wall/440310005001', cookie)).toEqual(DISTRICT);
  expect(await named('/wall/4403', cookie)).toEqual(DISTRICT.slice(0, 2));
});

it('other pages, strangers and areas that there are not have nothing named', async () => {
  const cookie = await app.signIn('ps-dispatch-1');
  expect(await named('/wall/440310')).toEqual([]);
  expect(await named('/desk', cookie)).toEqual([]);
  for (const nowhere of ['/wall/44%0A0310', '/wall/440310%3E', '/wall/%E5%9D%AA%E5%B1%B1'])
    expect(await named(nowhere, cookie), nowhere).toEqual([]);
});
