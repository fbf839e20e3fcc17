import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_PICTURE_BYTES, readPicture } from '#server/media/picture.ts';

const SCRIPT = '<script>alert(document.domain)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;
const MIB = 1024 * 1024;
const PNG_HEAD = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const JPEG_HEAD = Buffer.from('\xff\xd8\xff\xe0', 'latin1');

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crcOf = (bytes: Buffer): number =>
  (bytes.reduce((c, byte) => CRC[(c ^ byte) & 0xff]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

/** A chunk of a PNG (its specification, section 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crcOf(body));
  return Buffer.concat([length, body, crc]);
}

/** A grey PNG that says it is so large, with the chunks in between. */
function png(width: number, height: number, pixels: Buffer, between: Buffer[] = []): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const data = chunk('IDAT', deflateSync(pixels, { level: 9 }));
  return Buffer.concat([PNG_HEAD, chunk('IHDR', head), ...between, data, chunk('IEND', Buffer.alloc(0))]);
}

/** What unpacks to a hundred megabytes and more, and is a thousandth of that before. */
const packed = deflateSync(Buffer.alloc(128 * MIB), { level: 1 });

/** Grey pixels, each line with its filter byte. */
const lines = (width: number, height: number): Buffer => Buffer.alloc((width + 1) * height);

const picture = (width = 400, height = 300) =>
  sharp({ create: { width, height, channels: 3, background: '#7a5' } });

describe('what is no photograph is refused', () => {
  let jpeg: Buffer;
  beforeAll(async () => (jpeg = await picture().jpeg().toBuffer()));

  const files: [string, () => Buffer | Promise<Buffer>][] = [
    ['an SVG with a script', () => Buffer.from(SVG)],
    ['an SVG behind a declaration', () => Buffer.from(`<?xml version="1.0"?>\n${SVG}`)],
    ['an SVG that begins like a JPEG', () => Buffer.concat([JPEG_HEAD, Buffer.from(SVG)])],
    ['an SVG that begins like a PNG', () => Buffer.concat([PNG_HEAD, Buffer.from(SVG)])],
    [
      'an SVG that begins like a WebP',
      () => Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(SVG)]),
    ],
    ['a page', () => Buffer.from(`<!doctype html>${SCRIPT}`)],
    ['a GIF that is a script as well', () => Buffer.from('GIF89a/*\0\0\0\0\0*/=1;alert(1)//;')],
    ['an honest GIF', () => picture().gif().toBuffer()],
    ['an archive', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1_000)])],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>')],
    ['a TIFF', () => picture().tiff().toBuffer()],
    ['nothing', () => Buffer.alloc(0)],
    ['a head without a body', () => JPEG_HEAD],
  ];
  it.each(files)('%s', async (_, file) => {
    expect(await readPicture(await file())).toBeUndefined();
  });

  it('a photograph that breaks off, wherever it does', async () => {
    for (const share of [0.02, 0.1, 0.5, 0.9]) {
      expect(await readPicture(jpeg.subarray(0, Math.floor(jpeg.length * share)))).toBeUndefined();
    }
  });

  it('a photograph of more than 10 MB', async () => {
    expect(await readPicture(Buffer.concat([jpeg, Buffer.alloc(MAX_PICTURE_BYTES)]))).toBeUndefined();
  });
});

describe('what would burst', () => {
  it('20,000 by 20,000 pixels in a small file are not unpacked', async () => {
    const bomb = png(20_000, 20_000, lines(20_000, 2_000));
    expect(bomb.length).toBeLessThan(MIB);
    const before = process.memoryUsage().rss;
    expect(await readPicture(bomb)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * MIB);
  });

  it('a header that claims four milliards of pixels is refused by what it says', async () => {
    expect(await readPicture(png(60_000, 70_000, Buffer.alloc(10)))).toBeUndefined();
  });

  it('20,000 pixels on one side become 2,048', async () => {
    expect(await readPicture(png(20_000, 100, lines(20_000, 100)))).toMatchObject({
      width: 2048,
      height: 10,
    });
  });

  it('a text that unpacks to 128 MB is thrown away packed', async () => {
    const text = Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed]);
    const bomb = png(40, 30, lines(40, 30), [chunk('zTXt', text)]);
    expect(bomb.length).toBeLessThan(MAX_PICTURE_BYTES);
    const before = process.memoryUsage().rss;
    const read = await readPicture(bomb);
    expect(read === undefined || read.bytes.length < MIB).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * MIB);
  });

  it('a profile that unpacks to 128 MB is, too', async () => {
    const profile = Buffer.concat([Buffer.from('icc\0\0', 'latin1'), packed]);
    const bomb = png(40, 30, lines(40, 30), [chunk('iCCP', profile)]);
    const before = process.memoryUsage().rss;
    const read = await readPicture(bomb);
    expect(read === undefined || read.bytes.length < MIB).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * MIB);
  });

  it('a film of three hundred pictures is one picture', async () => {
    const frames = 300;
    const film = await sharp(Buffer.alloc(200 * 200 * frames * 3), {
      raw: { width: 200, height: 200 * frames, channels: 3, pageHeight: 200 },
    })
      .webp({ loop: 0 })
      .toBuffer();
    const read = await readPicture(film);
    expect(read).toMatchObject({ width: 200, height: 200 });
    expect((await sharp(read!.bytes).metadata()).pages ?? 1).toBe(1);
  });
});

describe('what is a photograph and something else is a photograph afterwards', () => {
  const secret = 'N 22 43 37 张三丰';
  const files: [string, () => Promise<Buffer>][] = [
    [
      'an archive is appended',
      async () => Buffer.concat([await picture().jpeg().toBuffer(), Buffer.from(`PK\x03\x04${secret}`)]),
    ],
    [
      'a page is appended',
      async () => Buffer.concat([await picture().png().toBuffer(), Buffer.from(`${SCRIPT}${secret}`)]),
    ],
    [
      'a page stands in a comment of the JPEG',
      async () => {
        const jpeg = await picture().jpeg().toBuffer();
        const said = Buffer.from(`*/=1;${SCRIPT}/*${secret}`);
        const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, said.length + 2]), said]);
        return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
      },
    ],
    [
      'a page stands in a text of the PNG',
      async () => png(40, 30, lines(40, 30), [chunk('tEXt', Buffer.from(`Comment\0${SCRIPT}${secret}`))]),
    ],
    [
      'place, name and profile stand in EXIF',
      () =>
        picture()
          .withExif({
            IFD0: { Artist: secret, ImageDescription: SCRIPT },
            IFD3: { GPSLatitude: '22/1 43/1 37/1' },
          })
          .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${SCRIPT}${secret}</x:xmpmeta>`)
          .withIccProfile('p3')
          .webp()
          .toBuffer(),
    ],
  ];
  it.each(files)('%s', async (_, file) => {
    const sent = await file();
    expect(sent.includes('张三丰')).toBe(true);
    const read = await readPicture(sent);
    expect(read?.mime).toBe('image/webp');
    for (const word of ['script', 'alert', 'PK\x03\x04', '张三丰', '22/1'])
      expect(read!.bytes.includes(word), word).toBe(false);
    const { format, exif, icc, xmp, iptc, comments } = await sharp(read!.bytes).metadata();
    expect({ format, exif, icc, xmp, iptc, comments }).toEqual({ format: 'webp' });
  });
});
