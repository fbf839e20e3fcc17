import { error } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal.ts';
import { carryOut, textOf } from '../answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const policy = locals.viewer && (await locals.app.ask(locals.viewer, 'second-factor.read', {}));
  if (!policy || isRefusal(policy)) error(403);
  return policy;
};

export const actions: Actions = {
  set: async ({ locals, request }) => {
    const form = await request.formData();
    const input = { role: textOf(form, 'role'), required: form.has('required') };
    return carryOut(locals, 'second-factor.set', input);
  },
};
