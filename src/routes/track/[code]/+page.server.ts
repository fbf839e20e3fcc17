import { error, fail } from '@sveltejs/kit';
import { namesOf } from '#domain/area/names.ts';
import type { CaseState, Channel } from '#domain/case/case.ts';
import { isRefusal, sentenceOf, statusOf } from '#domain/refusal.ts';
import type { App } from '#server/app.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { app, language } = locals;
  setHeaders({ 'cache-control': 'no-store' });
  const tracked = await app.track(params.code, locals.from);
  const code = params.code.toUpperCase();
  if (isRefusal(tracked)) {
    if (tracked.refused === 'too-many') error(429, { message: tracked.refused });
    return { code, tracked: null };
  }
  const names = namesOf(worldOf(app));
  return {
    code,
    /** A repeat of the same press is harmless: each page brings the ids of what it may send. */
    ids: { confirm: crypto.randomUUID(), redo: crypto.randomUUID() },
    now: app.tick().at,
    tracked: {
      ...tracked,
      state: tracked.state as CaseState,
      channel: names.channel(tracked.channel as Channel, language),
      matter: tracked.matterCode === null ? null : names.matter(tracked.matterCode, language),
      shown: tracked.shown.map(({ at, reason, departmentId, areaCode }) => ({
        ...{ at, reason },
        office:
          departmentId === null ? names.area(areaCode, language) : names.department(departmentId, language),
      })),
      departments: tracked.departmentIds.map((id) => names.department(id, language)),
    },
  };
};

const worldOf = ({ world }: App) => ({
  areas: new Map(world.areas.map((one) => [one.code, one])),
  departments: new Map(world.departments.map((one) => [one.id, one])),
  matters: new Map(world.matters.map((one) => [one.code, one])),
});

/** One act of the resident on their own case; a refusal comes back as its sentence, with what was typed. */
async function act(
  { locals, params, request }: Parameters<NonNullable<Actions['confirm']>>[0],
  type: 'case.confirm' | 'case.redo',
  bodyOf: (form: FormData) => Record<string, unknown>,
) {
  const form = await request.formData();
  const viewer = await locals.app.residentOf(params.code, locals.from);
  const caseId = 'refused' in viewer || viewer.kind !== 'resident' ? null : viewer.caseId;
  const id = String(form.get(type));
  const outcome = isRefusal(viewer)
    ? viewer
    : await locals.app.execute(viewer, { id, type, caseId, body: bodyOf(form) }, locals.from);
  if (!isRefusal(outcome)) return { done: type };
  const words = String(form.get('words') ?? '');
  return fail(statusOf(outcome), { sentence: sentenceOf(outcome, locals.language), words });
}

export const actions: Actions = {
  confirm: (event) =>
    act(event, 'case.confirm', (form) => {
      const stars = Number(form.get('stars'));
      return stars >= 1 ? { stars } : {};
    }),
  redo: (event) =>
    act(event, 'case.redo', (form) => {
      const words = String(form.get('words') ?? '').trim();
      return words === '' ? {} : { words };
    }),
};
