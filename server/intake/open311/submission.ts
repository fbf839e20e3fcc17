import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { modeFor } from '#domain/case/excluded.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { execute, type Desk } from '#server/command.ts';
import { fieldsOf } from '#server/intake/open311/field.ts';
import { partnerOf } from '#server/intake/open311/partner.ts';
import { pointOf } from '#server/intake/open311/place.ts';
import { MAX_PICTURES, readPicture, type Picture } from '#server/media/picture.ts';
import { saveMedia } from '#server/media/save.ts';

/** GeoReport v2, "POST Service Request": an entry of the answer. */
export interface Open311Receipt {
  service_request_id: string;
  service_notice: string;
  account_id: null;
}

/** What a partner sent: the fields of the form, the files of its field `media`, and the Idempotency-Key if any. */
export interface Submission {
  form: Record<string, string>;
  media: Buffer[];
  id: string | undefined;
}

/** Whether a partner has not yet had its share. */
export type Admit = (partnerId: string) => Promise<Refusal | undefined>;

const text = (max: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(max)));
const degrees = (max: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^-?\d+(\.\d+)?$/),
      v.transform(Number),
      v.minValue(-max),
      v.maxValue(max),
    ),
  );

/**
 * The form of GeoReport v2. What it also allows and nobody here needs is not kept: email, device_id, account_id.
 * The catalogue asks for no attributes, so none are read.
 */
const FORM = v.object({
  service_code: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
  lat: degrees(90),
  long: degrees(180),
  address_id: text(64),
  address_string: text(200),
  description: text(4000),
  first_name: text(20),
  last_name: text(20),
  phone: text(30),
  /** An extension of ours: the id of the department that it is about (被反映单位). */
  excluded_department: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/))),
  media_url: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(2000), v.url(), v.regex(/^https?:/i))),
});
type Form = v.InferOutput<typeof FORM>;

/**
 * Registers what another platform sends, through the same door as everybody, and keeps its pictures. Everything is
 * examined first, so that a case is never made of half of it; a repeat under the same id completes and doubles nothing.
 */
export async function submit(
  desk: Desk,
  { form, media, id }: Submission,
  admit: Admit,
): Promise<Open311Receipt[] | Refusal> {
  const partner = await partnerOf(desk, form['api_key'], 'open311.write');
  if (isRefusal(partner)) return partner;
  const refusal = await admit(partner.id);
  if (refusal) return refusal;
  const parsed = v.safeParse(FORM, form);
  if (!parsed.success) return refuse('bad-input', { field: fieldsOf(parsed.issues) });
  const body = bodyOf(desk, parsed.output);
  if (isRefusal(body)) return body;
  const pictures = await readAll(media);
  if (isRefusal(pictures)) return pictures;
  const command = { id: id ?? randomUUID(), type: 'case.report', body };
  const outcome = await execute(desk, { kind: 'partner', id: partner.id }, command);
  if (isRefusal(outcome)) return outcome;
  await saveMedia(desk.db, desk.sealer, outcome.caseId, pictures, parsed.output.media_url);
  const notice = `查询码 ${outcome.receipt ?? ''}`;
  return [{ service_request_id: outcome.number, service_notice: notice, account_id: null }];
}

function bodyOf(desk: Desk, sent: Form): object | Refusal {
  const world = desk.world();
  const matter = world.matters.get(sent.service_code);
  if (!matter) return refuse('unknown-matter', { matter: sent.service_code });
  const point = pointOf(world, sent);
  if (!point) return refuse('bad-input', { field: 'lat, long' });
  const { first_name, last_name, phone, address_string: address, excluded_department: excluded } = sent;
  const name = [last_name, first_name].filter(Boolean).join('');
  const words = (sent.description || matter.name) + (address ? `（${address}）` : '');
  return {
    ...{ channel: 'partner', words: words.slice(0, 4000), matterCode: matter.code, point },
    mode: name || phone ? modeFor(undefined, excluded ?? null) : 'anonymous',
    ...(excluded !== undefined && { excludedDepartmentId: excluded }),
    contact: { ...(name && { name }), ...(phone && { phone }) },
  };
}

/** All pictures, or which of them is none. */
async function readAll(files: readonly Buffer[]): Promise<Picture[] | Refusal> {
  if (files.length > MAX_PICTURES) return refuse('media-refused', { place: MAX_PICTURES + 1 });
  const pictures: Picture[] = [];
  for (const file of files) {
    const picture = await readPicture(file);
    if (!picture) return refuse('media-refused', { place: pictures.length + 1 });
    pictures.push(picture);
  }
  return pictures;
}
