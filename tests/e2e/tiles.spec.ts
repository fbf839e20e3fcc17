import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { toGcj02 } from '#domain/area/datum.ts';
import type { Point } from '#domain/area/point.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test as base } from '../support/browsers.ts';

const DISTRICT = '440310';
const OWED_TO = '某测绘院';
const MISSING = '现用内置底图';

/** A base map of the installation's own, which may be down. */
interface TileServer {
  origin: string;
  /** Paths that were asked for. */
  asked: string[];
  fails: boolean;
}

const test = base.extend<{ tiles: TileServer }>({
  tiles: async ({ browserName: _ }, use) => {
    const picture = await sharp({
      create: { width: 256, height: 256, channels: 3, background: '#88aa88' },
    })
      .png()
      .toBuffer();
    const tiles: TileServer = { origin: '', asked: [], fails: false };
    const server = createServer(({ url = '' }, response) => {
      tiles.asked.push(url);
      if (tiles.fails) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    tiles.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await use(tiles);
    server.closeAllConnections();
    server.close();
  },
  settings: async ({ tiles }, use) => {
    await use({
      FALING_TILES: `${tiles.origin}/{z}/{x}/{y}.png`,
      FALING_TILES_DATUM: 'gcj02',
      FALING_TILES_ATTRIBUTION: OWED_TO,
    });
  },
});

/** A place in tiles of a zoom, in the datum that it is given in. */
function tileOf({ lat, lon }: Point, zoom: number): { x: number; y: number } {
  const sin = Math.sin((lat * Math.PI) / 180);
  return {
    x: ((lon + 180) / 360) * 2 ** zoom,
    y: (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** zoom,
  };
}

/** The column of the screen in which the tiles show this place of theirs, and the tile that it lies in. */
async function shownAt(page: Page, place: Point): Promise<{ x: number; tile: string }> {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>('.leaflet-tile-loaded')].map((tile) => {
      const [zoom = 0, x = 0] = new URL(tile.src).pathname.slice(1).split('/').map(Number);
      const { left, width } = tile.getBoundingClientRect();
      return { zoom, x, left, width };
    }),
  );
  const [one] = shown;
  if (!one) throw new Error('no tile is shown');
  const { x, y } = tileOf(place, one.zoom);
  return {
    x: one.left + (x - one.x) * one.width,
    tile: `/${one.zoom}/${Math.floor(x)}/${Math.floor(y)}.png`,
  };
}

test('a base map in GCJ-02 lies under the case that is there, is owed to somebody, and nothing else may be loaded', async ({
  app,
  wall,
  tiles,
}) => {
  const place = STORY_PLACES.xiuxin;
  await app.act(null, 'case.report', { channel: 'wechat', words: '垃圾桶满了两天没人收', point: place });
  await app.forward(60 * 60_000);
  const page = await wall(DISTRICT);
  await expect(page.getByText(OWED_TO)).toBeVisible();
  await expect(page.getByText('示意边界')).toBeVisible();

  // The pole of its data block stands on the case.
  const pole = await page.locator('.pole').first().boundingBox();
  if (!pole) throw new Error('the case has no data block');
  const [there, here] = [await shownAt(page, toGcj02(place)), await shownAt(page, place)];
  expect(tiles.asked).toContain(there.tile);
  expect(Math.abs(there.x - pole.x)).toBeLessThan(3);
  // Without the shift it would lie somewhere else, or this would show nothing.
  expect(Math.abs(here.x - pole.x)).toBeGreaterThan(10);

  const violations = await page.evaluate(async (origin) => {
    const seen: string[] = [];
    addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.push(blockedURI));
    const load = (src: string): Promise<void> =>
      new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = () => done();
        image.src = src;
      });
    await load(`${origin}/1/1/1.png`);
    await load('http://127.0.0.1:9/1/1/1.png');
    return seen;
  }, tiles.origin);
  expect(violations).toEqual(['http://127.0.0.1:9/1/1/1.png']);
});

test('when the tile server is down, the built-in base map stays and a line says so', async ({
  wall,
  tiles,
}) => {
  tiles.fails = true;
  const page = await wall(DISTRICT);
  await expect(page.getByText(MISSING)).toBeVisible();
  await expect(page.getByText(OWED_TO)).toBeHidden();
  // Opaque ground: in the middle of the map nothing of what lies below can be seen.
  const alpha = await page.evaluate(() => {
    const [ground] = document.querySelectorAll<HTMLCanvasElement>('.leaflet > canvas');
    const { width = 0, height = 0 } = ground ?? {};
    return ground?.getContext('2d')?.getImageData(width / 2, height / 2, 1, 1).data[3];
  });
  expect(alpha).toBe(255);
});
