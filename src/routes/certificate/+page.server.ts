import { isRefusal, sentenceOf } from '#domain/refusal.ts';
import { areaName } from './area-name.ts';
import { periodIn } from './period.ts';
import type { PageServerLoad } from './$types';

/** The walls of the own areas, as the address asks for them. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { app, viewer, language } = locals;
  const asked = periodIn(url.searchParams);
  // The layout sends whoever is not signed in away; both load at the same time.
  const answer = viewer && (await app.ask(viewer, 'certificate.walls', asked));
  if (!answer) return { asked, refusal: '', answer: null };
  if (isRefusal(answer)) return { asked, refusal: sentenceOf(answer, language), answer: null };
  const walls = answer.walls.map((wall) => ({
    ...wall,
    area: areaName(wall.areaCode, app.world.areas, language),
  }));
  return { asked, refusal: '', answer: { ...answer, walls } };
};
