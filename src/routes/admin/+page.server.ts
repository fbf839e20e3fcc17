import { error } from '@sveltejs/kit';
import { isRefusal } from '#domain/refusal.ts';
import { carryOut, codesOf, textOf, textOrNull } from './answer.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const listed = locals.viewer && (await locals.app.ask(locals.viewer, 'account.list', {}));
  if (!listed || isRefusal(listed)) error(403);
  return listed;
};

const rightsIn = (form: FormData) => ({
  name: textOf(form, 'name'),
  role: textOf(form, 'role'),
  areas: codesOf(form, 'areas'),
  departmentId: textOrNull(form, 'departmentId'),
  force: textOrNull(form, 'force'),
  deputyOf: textOrNull(form, 'deputyOf'),
});

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const form = await request.formData();
    const names = { username: textOf(form, 'username'), staffNumber: textOf(form, 'staffNumber') };
    return carryOut(locals, 'account.create', { ...names, ...rightsIn(form) });
  },
  change: async ({ locals, request }) => {
    const form = await request.formData();
    return carryOut(locals, 'account.change', { id: textOf(form, 'id'), ...rightsIn(form) });
  },
  disable: async ({ locals, request }) => {
    const form = await request.formData();
    const disabled = textOf(form, 'disabled') === 'true';
    return carryOut(locals, 'account.disable', { id: textOf(form, 'id'), disabled });
  },
  reset: async ({ locals, request }) => {
    const form = await request.formData();
    return carryOut(locals, 'account.reset', {
      id: textOf(form, 'id'),
      secondFactor: form.has('secondFactor'),
    });
  },
  sessions: async ({ locals, request }) =>
    carryOut(locals, 'account.end-sessions', { id: textOf(await request.formData(), 'id') }),
};
