import { error } from '@sveltejs/kit';
import { ancestorAt } from '#domain/area/area.ts';
import { namesOf } from '#domain/area/names.ts';
import { isRefusal, sentenceOf, statusOf } from '#domain/refusal.ts';
import { requirePerson } from '../../guard.ts';
import type { PageServerLoad } from './$types';

/** One order as its sheet; with `version` and `digest` in the address, also whether the log still yields them. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  requirePerson(locals, url);
  setHeaders({ 'cache-control': 'no-store' });
  const { app, language, viewer } = locals;
  if (!viewer) error(401, 'not signed in');
  const { number } = params;
  const sheet = await app.ask(viewer, 'order.sheet', { number });
  // A number that cannot be one is one that does not exist.
  if (isRefusal(sheet)) error(sheet.refused === 'bad-input' ? 404 : statusOf(sheet), sheet.refused);
  const { areas, departments, matters } = app.world;
  const names = namesOf({
    areas: new Map(areas.map((one) => [one.code, one])),
    departments: new Map(departments.map((one) => [one.id, one])),
    matters: new Map(matters.map((one) => [one.code, one])),
  });
  const holding = [...sheet.recipients, ...sheet.lines].flatMap(({ departmentId }) => departmentId ?? []);
  const areaName = (level: 'district' | 'street' | 'community'): string => {
    const code = ancestorAt(sheet.order.areaCode, level);
    return code === undefined ? '' : names.area(code, language);
  };
  return {
    sheet,
    named: {
      district: areaName('district'),
      community: [areaName('street'), areaName('community')]
        .filter(Boolean)
        .join(language === 'zh' ? '' : ', '),
      matter: sheet.matterCode === null ? null : names.matter(sheet.matterCode, language),
      departments: Object.fromEntries(holding.map((id) => [id, names.department(id, language)])),
    },
    check: await check(),
  };

  async function check() {
    const [version, digest] = [url.searchParams.get('version'), url.searchParams.get('digest')];
    if (version === null || digest === null || !viewer) return null;
    const verified = await app.ask(viewer, 'order.verify', { number, version, digest });
    return isRefusal(verified) ? { refusal: sentenceOf(verified, language) } : verified;
  }
};
