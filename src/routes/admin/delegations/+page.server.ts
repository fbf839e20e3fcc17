import { error } from '@sveltejs/kit';
import { isAdministrator } from '#domain/person/person.ts';
import { isRefusal } from '#domain/refusal.ts';
import { carryOut, textOf } from '../answer.ts';
import { instantOf } from '../local-time.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { app, viewer } = locals;
  const listed = viewer && (await app.ask(viewer, 'delegation.list', {}));
  const staff = viewer && (await app.ask(viewer, 'account.list', {}));
  if (!listed || isRefusal(listed) || !staff || isRefusal(staff)) error(403);
  const people = staff.accounts
    .filter(({ role, disabledAt }) => !isAdministrator(role) && disabledAt === null)
    .map(({ id, username, name }) => ({ id, username, name }));
  return { ...listed, people };
};

export const actions: Actions = {
  create: async ({ locals, request }) => {
    const form = await request.formData();
    return carryOut(locals, 'delegation.create', {
      fromId: textOf(form, 'fromId'),
      toId: textOf(form, 'toId'),
      startsAt: instantOf(textOf(form, 'startsAt')),
      endsAt: instantOf(textOf(form, 'endsAt')),
    });
  },
  end: async ({ locals, request }) =>
    carryOut(locals, 'delegation.end', { id: textOf(await request.formData(), 'id') }),
};
