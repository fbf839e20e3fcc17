import { isRefusal, sentenceOf } from '#domain/refusal.ts';
import { requirePerson } from '../guard.ts';
import { queryIn } from './query.ts';
import type { PageServerLoad } from './$types';

/** The state of the chains, and a page of entries as the address asks for them. Who may read is the door's to decide. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const { name } = requirePerson(locals, url);
  setHeaders({ 'cache-control': 'no-store' });
  const { app, viewer, language } = locals;
  const asked = queryIn(url.searchParams);
  const shown = { name, asked, refusal: '', state: null, list: null };
  if (!viewer) return shown;
  const state = await app.ask(viewer, 'audit.state', {});
  if (isRefusal(state)) return { ...shown, refusal: sentenceOf(state, language) };
  const list = await app.ask(viewer, 'audit.entries', asked);
  if (isRefusal(list)) return { ...shown, state, refusal: sentenceOf(list, language) };
  return { ...shown, state, list };
};
