import * as v from 'valibot';
import { holdingsOf } from '#domain/assignment/holding.ts';
import { refuseReveal } from '#domain/case/reveal.ts';
import { explain } from '#domain/timer/explain.ts';
import { explainSentence } from '#domain/timer/explain-sentence.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, rightsOf, type Viewer } from '#server/access/actor.ts';
import { findCase, readCaseFile, readLog } from '#server/case/file.ts';
import { caseIdOf, readTracked } from '#server/case/track.ts';
import { ASKERS, entry, HANDLERS, nothing, STAFF, type Inside } from '#server/door/entry.ts';
import type { Case } from '#domain/case/case.ts';
import { insight, insightCases } from '#server/insight/insight.ts';
import { DRILL, QUERY } from '#server/insight/query.ts';
import { READERS } from '#server/insight/scope.ts';
import { findCases, SEARCH } from '#server/search/find.ts';

const caseId = v.strictObject({ id: v.pipe(v.string(), v.uuid()) });

/** The case, for those in whose jurisdiction it lies; for everybody else it does not exist. */
export async function reachCase({ desk }: Inside, viewer: Viewer, id: string): Promise<Case | Refusal> {
  const subject = await findCase(desk.db, id);
  return subject && mayReach(viewer, subject) ? subject : refuse('not-found');
}

/** What may be read of the world, of one case, and of the figures. */
export const READINGS = [
  entry({
    name: 'viewer.read',
    method: 'GET',
    path: '/me',
    about: { zh: '谁在登录，能看到什么。', en: 'Who is signed in, and what may be seen.' },
    together: true,
    by: [...STAFF, 'device'],
    input: nothing,
    run: ({ clock, build }, viewer) => ({ viewer, rights: rightsOf(viewer), tick: clock.tick(), build }),
  }),
  entry({
    name: 'world.read',
    method: 'GET',
    path: '/world',
    about: {
      zh: '辖区、单位、事项、站点和发令单模板。',
      en: 'Areas, departments, matters, sites and templates of orders.',
    },
    by: ASKERS,
    input: nothing,
    run: ({ premises }) => premises.worldData,
  }),
  entry({
    name: 'case.read',
    method: 'GET',
    path: '/cases/{id}',
    about: {
      zh: '一件诉求和它的全部记录；给辖区内经办的人。',
      en: 'A case with its whole log, for those who handle it.',
    },
    by: HANDLERS,
    input: caseId,
    run: async (inside, viewer, { id }) => {
      const subject = await reachCase(inside, viewer, id);
      const { db, sealer } = inside.desk;
      if (isRefusal(subject) || viewer.kind !== 'person')
        return isRefusal(subject) ? subject : refuse('not-found');
      return readCaseFile(db, sealer, subject, () =>
        refuseReveal(subject, viewer.person, inside.desk.world()),
      );
    },
  }),
  entry({
    name: 'case.search',
    method: 'GET',
    path: '/search',
    quota: 'search',
    about: {
      zh: '按词语、编号、地点查找辖区内的诉求。',
      en: 'The cases of the own jurisdiction that hold the words, the number or the place; the newest first.',
    },
    together: true,
    by: HANDLERS,
    input: SEARCH,
    run: ({ desk, clock }, viewer, query) => {
      const { db, sealer } = desk;
      return findCases(db, { sealer, world: desk.world() }, viewer, query, clock.tick().at);
    },
  }),
  entry({
    name: 'case.clocks',
    method: 'GET',
    path: '/cases/{id}/clocks',
    about: {
      zh: '每个时限怎样算出来，以及在谁手里各用了多久。',
      en: 'How each deadline came about, and how long each holder had the case.',
    },
    by: [...HANDLERS, 'partner'],
    scope: 'cases.read',
    input: caseId,
    run: async (inside, viewer, { id }) => {
      const subject = await reachCase(inside, viewer, id);
      if (isRefusal(subject)) return subject;
      const events = await readLog(inside.desk.db, subject.id);
      const { calendar } = await inside.desk.rules();
      const asOf = inside.clock.tick().at;
      const clocks = subject.timers.map((timer) => {
        const explanation = explain(timer, calendar, asOf);
        const [zh, en] = (['zh', 'en'] as const).map((language) => explainSentence(explanation, language));
        return { subject: timer.subject, gen: timer.gen, explanation, zh: zh ?? '', en: en ?? '' };
      });
      return { version: subject.version, asOf, clocks, holdings: holdingsOf(events, asOf) };
    },
  }),
  entry({
    name: 'case.track',
    method: 'GET',
    path: '/track/{code}',
    about: { zh: '群众凭查询码看到的办理情况。', en: 'What a resident sees behind a receipt code.' },
    by: ASKERS,
    input: v.strictObject({ code: v.pipe(v.string(), v.maxLength(40)) }),
    run: async ({ desk: { db, sealer } }, _viewer, { code }) => {
      const id = await caseIdOf(db, sealer, code);
      return (id === undefined ? undefined : await readTracked(db, sealer, id)) ?? refuse('not-found');
    },
  }),
  entry({
    name: 'insight.read',
    method: 'GET',
    path: '/insight',
    about: { zh: '本辖区的效能数据。', en: "The figures of the viewer's own area." },
    by: [...READERS, 'partner'],
    scope: 'figures.read',
    denied: 'figures-not-yours',
    input: QUERY,
    run: ({ desk, premises }, viewer, query) => insight(desk.db, premises.worldData, viewer, query),
  }),
  entry({
    name: 'insight.cases',
    method: 'GET',
    path: '/insight/cases',
    about: {
      zh: '一个数字背后的每一件诉求。',
      en: 'The very cases behind one figure, at the instant at which it was counted.',
    },
    by: READERS,
    denied: 'figures-not-yours',
    input: DRILL,
    run: ({ desk, premises }, viewer, drill) => insightCases(desk.db, premises.worldData, viewer, drill),
  }),
];
