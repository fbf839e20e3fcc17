import { and, eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { Sealer } from '#server/access/seal.ts';
import { auditEntryTable } from '#server/audit/table.ts';
import { caseKeyTable, caseTable } from '#server/case/table.ts';
import { addPartner } from '#server/demo/load.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { listMedia, readMedia, type Medium } from '#server/media/read.ts';
import { mediaTable } from '#server/media/table.ts';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';
import { formOf, Partner } from './georeport/partner.ts';

const { lat, lon } = STORY_PLACES.xiuxin;
const garbage = {
  ...{ service_code: 'municipal.garbage-overflow', lat: String(lat), long: String(lon) },
  description: '满了两天',
};
const MIB = 1024 * 1024;

/** A photograph as a telephone takes it: large, turned, and with its place in EXIF. */
const photograph = (width = 3000, height = 2000): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#7a5' } })
    .withExif({ IFD0: { Artist: '张三丰' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 44/1 37/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

describe('photographs of partners', () => {
  let app: RunningApp;
  let partner: Partner;
  const sealer = new Sealer(TEST_SECRET);
  const caseIdOf = async (number: string): Promise<string> => {
    const [row] = await app.pool.db.select().from(caseTable).where(eq(caseTable.number, number));
    return row?.id ?? '';
  };
  const viewerOf = (username: string): Viewer => {
    const person = app.city.people.find((one) => one.username === username);
    if (!person) throw new Error(`nobody is called ${username}`);
    return { kind: 'person', person, sessionId: 'a session' };
  };
  const listed = async (caseId: string): Promise<Medium[]> => {
    const media = await listMedia(app.pool.db, viewerOf('ps-dispatch-1'), caseId);
    if (isRefusal(media)) throw new Error(media.refused);
    return media;
  };
  const count = (): Promise<number> => app.pool.db.$count(caseTable);

  beforeAll(async () => {
    app = await startApp();
    partner = new Partner(app, await addPartner(app.pool.db, sealer, '测试平台'));
  });
  afterAll(() => app.stop());

  it('are made anew, upright, small and without EXIF, for those who handle the case', async () => {
    const caseId = await caseIdOf(await partner.send(garbage, { media: [await photograph()] }));
    const [medium] = await listed(caseId);
    expect(medium).toMatchObject({ mime: 'image/webp', width: 1365, height: 2048 });
    const viewer = viewerOf('ps-dispatch-1');
    const read = await readMedia(app.pool.db, sealer, viewer, caseId, medium?.id ?? '');
    if (isRefusal(read)) throw new Error(read.refused);
    const { format, exif, icc, xmp, width } = await sharp(read.bytes).metadata();
    expect({ format, exif, icc, xmp, width }).toEqual({ format: 'webp', width: 1365 });
    expect(read.bytes.includes('张三丰')).toBe(false);
  });

  it('lie sealed in the database, and are gone with the key of their case', async () => {
    const { db } = app.pool;
    const caseId = await caseIdOf(await partner.send(garbage, { media: [await photograph(400, 300)] }));
    const [row] = await db.select().from(mediaTable).where(eq(mediaTable.caseId, caseId));
    expect(row?.sealed.includes('WEBP')).toBe(false);
    await db.delete(caseKeyTable).where(eq(caseKeyTable.caseId, caseId));
    const read = await readMedia(db, sealer, viewerOf('ps-dispatch-1'), caseId, row?.id ?? '');
    expect(read).toMatchObject({ refused: 'not-found' });
  });

  it('are for nobody else: another district, a wall, the resident, the partner', async () => {
    const { db } = app.pool;
    const caseId = await caseIdOf(await partner.send(garbage, { media: [await photograph(400, 300)] }));
    const [medium] = await listed(caseId);
    const others: Viewer[] = [
      viewerOf('lh-dispatch-1'),
      { kind: 'device', id: 'a wall', areaCode: '440310' },
      { kind: 'resident', caseId },
      { kind: 'partner', id: 'demo-partner' },
    ];
    for (const viewer of others) {
      expect(await readMedia(db, sealer, viewer, caseId, medium?.id ?? '')).toMatchObject({
        refused: 'not-found',
      });
      expect(await listMedia(db, viewer, caseId)).toMatchObject({ refused: 'not-found' });
    }
  });

  it('are kept once when the request is repeated', async () => {
    const id = crypto.randomUUID();
    const media = [await photograph(400, 300), await photograph(300, 400)];
    const number = await partner.send(garbage, { id, media });
    expect(await partner.send(garbage, { id, media })).toBe(number);
    expect(await listed(await caseIdOf(number))).toHaveLength(2);
  });

  it('have no public address', async () => {
    const number = await partner.send(garbage, { media: [await photograph(400, 300)] });
    expect(await partner.list('v2/requests', { service_request_id: number })).toMatchObject([
      { media_url: null },
    ]);
  });

  it('are refused before anything is registered when one of them is no photograph', async () => {
    const good = await photograph(400, 300);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>');
    const gif = await sharp(good).gif().toBuffer();
    const bomb = await sharp({
      create: { width: 9000, height: 9000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    const cut = good.subarray(0, good.length / 2);
    const disguised = Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), svg]);
    const large = Buffer.concat([good, Buffer.alloc(10 * MIB)]);
    const before = await count();
    for (const bad of [svg, gif, bomb, cut, disguised, large]) {
      expect(await partner.refused(garbage, 400, [good, bad])).toContain('media-refused: 第 2 个附件');
    }
    expect(await partner.refused(garbage, 400, [good, good, good, good])).toContain('第 4 个附件');
    expect(await count()).toBe(before);
  });

  it('lose what was appended to them', async () => {
    const polyglot = Buffer.concat([
      await photograph(400, 300),
      Buffer.from('PK\x03\x04<script>alert(1)</script>'),
    ]);
    const caseId = await caseIdOf(await partner.send(garbage, { media: [polyglot] }));
    const [medium] = await listed(caseId);
    const read = await readMedia(app.pool.db, sealer, viewerOf('ps-dispatch-1'), caseId, medium?.id ?? '');
    expect(isRefusal(read) || read.bytes.includes('<script>')).toBe(false);
  });

  it('are known by what they hold, neither by their name nor by their declared type, and are served as files', async () => {
    const form = formOf({ api_key: partner.key, ...garbage }) as URLSearchParams;
    const sent = new FormData();
    for (const [name, value] of form) sent.set(name, value);
    const disguised = new Blob([new Uint8Array(await photograph(400, 300))], { type: 'image/svg+xml' });
    sent.append('media', disguised, '../../../etc/cron.d/<script>.svg');
    const [entry] = (await partner.ask('json', 'receipt', 'v2/requests.json', 201, {
      method: 'POST',
      body: sent,
    })) as { service_request_id: string }[];
    const caseId = await caseIdOf(entry?.service_request_id ?? '');
    const [medium] = await listed(caseId);
    const served = await app.get(`/api/v1/cases/${caseId}/media/${medium?.id}`, 'ps-dispatch-1');
    // and that somebody looked stands in the audit
    const looked = and(eq(auditEntryTable.act, 'media.read'), eq(auditEntryTable.subject, medium?.id ?? ''));
    expect(await app.pool.db.$count(auditEntryTable, looked)).toBe(1);
    expect(served.status).toBe(200);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = served.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'.*sandbox/);
    expect((await sharp(Buffer.from(await served.arrayBuffer())).metadata()).format).toBe('webp');
    const kept = await app.pool.db.select().from(mediaTable).where(eq(mediaTable.caseId, caseId));
    expect(JSON.stringify(kept.map(({ sealed: _, ...row }) => row))).not.toMatch(/cron|script|svg/);
  });

  it('of a type that is none are refused, whatever they are called', async () => {
    const sent = new FormData();
    for (const [name, value] of Object.entries({ api_key: partner.key, ...garbage })) sent.set(name, value);
    sent.append('media', new Blob(['<script>alert(1)</script>'], { type: 'image/jpeg' }), 'photo.jpg');
    const before = await count();
    const init = { method: 'POST', body: sent };
    await partner.ask('json', 'errors', 'v2/requests.json', 400, init);
    expect(await count()).toBe(before);
  });

  it('may be nearly 10 MB each, three at a time', async () => {
    const [width, height] = [2000, 1700];
    const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, at) => (at * 7919) % 251));
    const raw = { width, height, channels: 3 } as const;
    const large = await sharp(pixels, { raw }).png({ compressionLevel: 0 }).toBuffer();
    expect(large.length).toBeGreaterThan(9 * MIB);
    const number = await partner.send(garbage, { media: [large, large, large] });
    expect(await listed(await caseIdOf(number))).toHaveLength(3);
  });
});
