import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, sentenceOf, type Refusal } from '#domain/refusal.ts';
import { homeOf } from '$lib/duty/home.ts';
import { askAuth } from '../sign-in/auth-route.ts';
import type { Actions, PageServerLoad } from './$types';

/** What an enrolment needs on the screen once: the address for the authenticator, and the recovery codes. */
interface Enrolment {
  totpURI: string;
  backupCodes: string[];
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { app, viewer } = locals;
  if (viewer?.kind !== 'person' && viewer?.kind !== 'newcomer') redirect(303, `/sign-in?to=${url.pathname}`);
  const own = await app.ask(viewer, 'account.own', {});
  if (isRefusal(own)) redirect(303, `/sign-in?to=${url.pathname}`);
  const listed = await app.ask(viewer, 'session.list', {});
  return { own, sessions: isRefusal(listed) ? [] : listed.sessions, home: homeOf(own.role) };
};

const refused = (part: string, refusal: Refusal, { language }: App.Locals) =>
  fail(400, { part, sentence: sentenceOf(refusal, language), enrolment: undefined, done: undefined });
const done = (part: string, what: string, more: { n?: number; enrolment?: Enrolment } = {}) => ({
  ...{ part, done: what, sentence: undefined, n: more.n ?? 0, enrolment: more.enrolment },
});
const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

export const actions: Actions = {
  password: async ({ locals, request }) => {
    if (!locals.viewer) redirect(303, '/sign-in');
    const form = await request.formData();
    const given = { present: text(form, 'present'), next: text(form, 'next') };
    const answer = await locals.app.ask(locals.viewer, 'password.change', given);
    return isRefusal(answer) ? refused('password', answer, locals) : done('password', 'changed');
  },
  revoke: async ({ locals, request }) => {
    if (!locals.viewer) redirect(303, '/sign-in');
    const id = text(await request.formData(), 'id');
    const answer = await locals.app.ask(locals.viewer, 'session.revoke', { id });
    return isRefusal(answer)
      ? refused('sessions', answer, locals)
      : done('sessions', 'ended', { n: answer.ended });
  },
  others: async ({ locals }) => {
    if (!locals.viewer) redirect(303, '/sign-in');
    const answer = await locals.app.ask(locals.viewer, 'session.revoke-others', {});
    return isRefusal(answer)
      ? refused('sessions', answer, locals)
      : done('sessions', 'ended', { n: answer.ended });
  },
  enable: async (event) => {
    const password = text(await event.request.formData(), 'password');
    const answer = await askAuth<Enrolment>(event, '/two-factor/enable', { password });
    return isRefusal(answer)
      ? refused('factor', answer, event.locals)
      : done('factor', 'begun', { enrolment: answer });
  },
  confirm: async (event) => {
    const form = await event.request.formData();
    const answer = await askAuth<object>(event, '/two-factor/verify-totp', { code: text(form, 'code') });
    if (!isRefusal(answer)) return done('factor', 'confirmed');
    // The secret that was scanned stays on the screen: a mistyped code is no reason to scan another.
    const enrolment = { totpURI: text(form, 'uri'), backupCodes: text(form, 'codes').split(' ') };
    const sentence = sentenceOf(answer, event.locals.language);
    return fail(400, { part: 'factor', sentence, enrolment, done: undefined, n: 0 });
  },
  disable: async (event) => {
    const password = text(await event.request.formData(), 'password');
    const answer = await askAuth<object>(event, '/two-factor/disable', { password });
    return isRefusal(answer) ? refused('factor', answer, event.locals) : done('factor', 'disabled');
  },
  'sign-out': async (event) => {
    await askAuth<object>(event, '/sign-out', {});
    redirect(303, '/sign-in');
  },
};
