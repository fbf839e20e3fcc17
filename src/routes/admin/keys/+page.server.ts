import { error } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal.ts';
import { carryOut, codesOf, textOf } from '../answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const listed = locals.viewer && (await locals.app.ask(locals.viewer, 'key.list', {}));
  if (!listed || isRefusal(listed)) error(403);
  return listed;
};

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const form = await request.formData();
    const days = textOf(form, 'days');
    return carryOut(locals, 'key.create', {
      name: textOf(form, 'name'),
      scopes: form.getAll('scopes').map(String),
      areas: codesOf(form, 'areas'),
      days: days === '' ? null : Number(days),
    });
  },
  revoke: async ({ locals, request }) =>
    carryOut(locals, 'key.revoke', { id: textOf(await request.formData(), 'id') }),
};
