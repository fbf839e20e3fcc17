import { refuse, type Refusal } from '#domain/refusal.ts';
import { isTooLong } from '../body-limit.ts';

/** The fields and the files of a form. */
export interface ReceivedForm {
  form: Record<string, string>;
  /** The files of the field `media`, in their order. */
  media: Buffer[];
}

/** A form, url-encoded or multipart; the key may come in the header `x-api-key`, which no log of addresses shows. */
export async function formOf(request: Request): Promise<ReceivedForm | Refusal> {
  const sent = await request.formData().catch((fault: unknown) => fault);
  if (isTooLong(sent)) return refuse('too-large', { limitKb: sent.limitBytes / 1024 });
  if (!(sent instanceof FormData)) return refuse('bad-input', { field: 'form' });
  const texts = [...sent].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const files = [...sent.getAll('media'), ...sent.getAll('media[]')].filter(
    (part): part is File => part instanceof File && part.size > 0,
  );
  const media = await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer())));
  return { form: withKey(Object.fromEntries(texts), request.headers), media };
}

/** The fields with the key of the header, where one stands there. */
export function withKey(fields: Record<string, string>, headers: Headers): Record<string, string> {
  const key = headers.get('x-api-key');
  return key === null ? fields : { ...fields, api_key: key };
}
