import { error } from '@sveltejs/kit';
import { ancestorAt } from '#domain/area/area.ts';
import { namesOf } from '#domain/area/names.ts';
import type { Language } from '#domain/language.ts';
import { isRefusal, sentenceOf, statusOf } from '#domain/refusal.ts';
import type { App as Door } from '#server/app.ts';
import type { OrderSheet, Verification } from '#server/order/evidence.ts';
import { requirePerson } from '../../guard.ts';
import type { PageServerLoad } from './$types';
import type { Named } from './words.ts';

/** One order as its sheet; with `version` and `digest` in the address, also whether the log still yields them. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  requirePerson(locals, url);
  setHeaders({ 'cache-control': 'no-store' });
  const sheet = await locals.app.ask(locals.viewer!, 'order.sheet', { number: params.number });
  // A number that no order can have is one that does not exist.
  if (isRefusal(sheet)) error(sheet.refused === 'bad-input' ? 404 : statusOf(sheet), sheet.refused);
  const certified = await locals.app.ask(locals.viewer!, 'certificate.order', { number: params.number });
  const certificate = isRefusal(certified) ? null : certified;
  const others = certificate?.offices.map((one) => one.departmentId) ?? [];
  const named = namedIn(sheet, others, locals.app.world, locals.language);
  return { sheet, certificate, named, check: await check(locals, params.number, url.searchParams) };
};

function namedIn(
  { order, matterCode, ...sheet }: OrderSheet,
  others: readonly string[],
  world: Door['world'],
  language: Language,
): Named {
  const names = namesOf({
    areas: new Map(world.areas.map((one) => [one.code, one])),
    departments: new Map(world.departments.map((one) => [one.id, one])),
    matters: new Map(world.matters.map((one) => [one.code, one])),
  });
  const [district, street, community] = (['district', 'street', 'community'] as const).map((level) => {
    const code = ancestorAt(order.areaCode, level);
    return code === undefined ? '' : names.area(code, language);
  });
  const ids = [...sheet.recipients, ...sheet.lines].flatMap(({ departmentId }) => departmentId ?? []);
  ids.push(...others);
  return {
    district: district ?? '',
    community: [street, community].filter(Boolean).join(language === 'zh' ? '' : ', '),
    matter: matterCode === null ? null : names.matter(matterCode, language),
    departments: Object.fromEntries(ids.map((id) => [id, names.department(id, language)])),
  };
}

/** What became of the check that the address asks for; null where it asks for none. */
async function check(
  { app, viewer, language }: App.Locals,
  number: string,
  asked: URLSearchParams,
): Promise<Verification | { refusal: string } | null> {
  const [version, digest] = [asked.get('version'), asked.get('digest')];
  if (version === null || digest === null || !viewer) return null;
  const verified = await app.ask(viewer, 'order.verify', { number, version, digest });
  return isRefusal(verified) ? { refusal: sentenceOf(verified, language) } : verified;
}
