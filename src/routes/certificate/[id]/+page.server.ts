import { error } from '@sveltejs/kit';
import { isAdministrator } from '#domain/person/person.ts';
import { isRefusal, sentenceOf } from '#domain/refusal.ts';
import { requirePerson } from '../../guard.ts';
import { areaName } from '../area-name.ts';
import { counted, figureIn, FIGURES } from '../figure.ts';
import { periodIn } from '../period.ts';
import type { PageServerLoad } from './$types';

/** One wall with the orders that one of its figures counts. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { role } = requirePerson(locals, url);
  setHeaders({ 'cache-control': 'no-store' });
  const { app, viewer, language } = locals;
  const asked = periodIn(url.searchParams);
  const of = figureIn(url.searchParams);
  const answer = await app.ask(viewer!, 'certificate.wall', { id: params.id, ...asked });
  if (isRefusal(answer)) {
    if (answer.refused === 'not-found') error(404, 'not found');
    return { asked, of, refusal: sentenceOf(answer, language), shown: null };
  }
  const { wall, orders, ...certified } = answer;
  const figures = FIGURES.map((figure) => ({ figure, n: counted(orders, figure).length }));
  const rows = counted(orders, of).map((order) => ({
    ...order,
    area: areaName(order.areaCode, app.world.areas, language),
  }));
  // The administrators handle no case, so no sheet opens for them.
  const opens = !isAdministrator(role);
  return { asked, of, refusal: '', shown: { certified, wall, figures, rows, opens } };
};
