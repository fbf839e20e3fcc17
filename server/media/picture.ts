import sharp from 'sharp';

/** A photograph as it is kept: made anew from its pixels, so that nothing else of the file remains. */
export interface Picture {
  bytes: Buffer;
  mime: 'image/webp';
  width: number;
  height: number;
}

export const MAX_PICTURES = 3;
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
/** Pixels on the longer side that are kept: a house number can be read, and a file stays small. */
const MAX_SIDE = 2048;
/** A file of a few kilobytes may claim any size; what is larger than any telephone's picture is not decoded. */
const MAX_PIXELS = 64_000_000;
/** How many are decoded at a time: each takes as much memory as its pixels, whatever the size of its file. */
const AT_ONCE = 2;

// Nothing decoded is held back in memory: these are pictures of people's doors.
sharp.cache(false);

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** What the first bytes say, whatever the name or the declared type: photographs only, so neither SVG nor PDF. */
function formatOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | undefined {
  if (bytes.length < 12) return undefined;
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  return undefined;
}

/**
 * A JPEG, PNG or WebP of at most 10 MB, turned upright, at most 2048 pixels long, without EXIF (which holds where
 * and when it was taken), profiles or anything that was appended. Undefined for all else: other formats, broken
 * files, and pictures of more than 64 megapixels.
 */
export async function readPicture(file: Buffer): Promise<Picture | undefined> {
  const format = formatOf(file);
  if (format === undefined || file.length > MAX_PICTURE_BYTES) return undefined;
  return inTurn(async () => {
    const image = sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true });
    try {
      if ((await image.metadata()).format !== format) return undefined;
      const { data, info } = await image
        .timeout({ seconds: 10 })
        .autoOrient()
        .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 82 })
        .toBuffer({ resolveWithObject: true });
      return { bytes: data, mime: 'image/webp', width: info.width, height: info.height };
    } catch {
      return undefined;
    }
  });
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
