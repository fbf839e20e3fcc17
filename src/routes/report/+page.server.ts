import { fail } from '@sveltejs/kit';
import { sentenceOf, statusOf, type RefusalCode } from '#domain/refusal.ts';
import type { StepName } from '$lib/resident/draft.ts';
import { m } from '$lib/paraglide/messages.js';
import { bodyOf, filledFrom, gapIn, STEP_OF_GAP, type Gap } from './form.ts';
import { listedPoint, surroundings } from './surroundings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { app } = locals;
  const site = app.world.sites.find((one) => one.id === url.searchParams.get('site'));
  return {
    /** The id of the command that this page will send; a draft brings its own. */
    id: crypto.randomUUID(),
    now: app.tick().at,
    matters: app.world.matters,
    site: site ?? null,
    ...surroundings(app.world, site),
  };
};

const GAPS: Record<Gap, () => string> = {
  words: m.resident_gap_words,
  place: m.resident_gap_place,
  mode: m.resident_gap_mode,
  phone: m.resident_gap_phone,
};
const PLACE_REFUSALS: RefusalCode[] = ['outside-area', 'outside-jurisdiction', 'unknown-area'];

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { app } = locals;
    const site = app.world.sites.find((one) => one.id === url.searchParams.get('site'));
    const typed = filledFrom(await request.formData());
    const point =
      typed.point ?? listedPoint(app.world, typed.listed) ?? (site ? { lat: site.lat, lon: site.lon } : null);
    const filled = { ...typed, point };
    const back = (status: number, step: StepName, sentence: string, renew = false) =>
      fail(status, { filled, step, sentence, renew });
    const gap = gapIn(filled);
    if (gap) return back(400, STEP_OF_GAP[gap], GAPS[gap]());

    const outcome = await app.execute(
      { kind: 'resident', caseId: null },
      {
        id: filled.id,
        type: 'case.report',
        body: bodyOf(filled, site ? 'qr' : 'web', m.resident_place_prefix()),
      },
      locals.from,
    );
    if ('refused' in outcome) {
      const step = PLACE_REFUSALS.includes(outcome.refused) ? 'where' : 'how';
      const renew = outcome.refused === 'command-reused';
      return back(statusOf(outcome), step, sentenceOf(outcome, locals.language), renew);
    }
    return { receipt: outcome.receipt ?? '', number: outcome.number };
  },
};
