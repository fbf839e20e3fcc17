import { error } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal.ts';
import { carryOut, textOf } from '../answer.ts';
import { setupOf } from './setup.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const listed = locals.viewer && (await locals.app.ask(locals.viewer, 'device.list', {}));
  if (!listed || isRefusal(listed)) error(403);
  return { ...listed, origin: url.origin };
};

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const form = await request.formData();
    const input = { name: textOf(form, 'name'), areaCode: textOf(form, 'areaCode') };
    return carryOut(locals, 'device.create', input);
  },
  setup: async ({ locals, request }) => {
    const form = await request.formData();
    return carryOut(locals, 'device.setup', { id: textOf(form, 'id'), ...setupOf(form) });
  },
  revoke: async ({ locals, request }) =>
    carryOut(locals, 'device.revoke', { id: textOf(await request.formData(), 'id') }),
};
