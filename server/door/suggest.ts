import * as v from 'valibot';
import { isPublic } from '#domain/case/duplicate.ts';
import { candidatesFor, type Standing } from '#domain/department/suggest.ts';
import { suggestMatters } from '#domain/matter/suggest.ts';
import { isRefusal } from '#domain/refusal.ts';
import { mayReach } from '#server/access/actor.ts';
import { asSystem } from '#server/db/scope.ts';
import { ASKERS, entry, HANDLERS } from '#server/door/entry.ts';
import { reachCase } from '#server/door/read.ts';
import { readStandings } from '#server/department/standing.ts';
import { findDuplicates, knownOf, publicOf } from '#server/intake/duplicate.ts';

/** Degrees as they stand in an address. */
const degrees = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^-?\d{1,3}(\.\d{1,15})?$/),
    v.transform(Number),
    v.minValue(-most),
    v.maxValue(most),
  );

/** What the catalogue has to say about words that somebody writes; nothing of them is kept. */
export const SUGGESTIONS = [
  entry({
    name: 'matter.suggest',
    method: 'POST',
    path: '/matters/suggest',
    about: {
      zh: '按写下的话推荐事项，并说明依据的词；不保存内容。',
      en: 'The matters that the words point to, and the words that do; nothing is kept.',
    },
    by: ASKERS,
    input: v.strictObject({ words: v.pipe(v.string(), v.maxLength(4000)) }),
    run: ({ premises }, _viewer, { words }) => ({ suggestions: suggestMatters(premises.lexicon, words) }),
  }),
  entry({
    name: 'department.suggest',
    method: 'GET',
    path: '/cases/{id}/departments',
    about: {
      zh: '可以承办的单位：按事权清单、辖区、在手件数、近期签收用时和距离排列。',
      en: 'Who may receive a case: by catalogue, area, duties in hand, past sign times and distance.',
    },
    by: ['dispatcher', 'worker', 'secretary', 'supervisor'],
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
    run: async (inside, viewer, { id }) => {
      const subject = await reachCase(inside, viewer, id);
      if (isRefusal(subject)) return subject;
      const { desk, clock } = inside;
      const { departments, matters } = desk.world();
      const matter = matters.get(subject.matterCode ?? '');
      const asOf = clock.tick().at;
      const none = (): Standing => ({ load: 0, sign: null });
      const eligible = candidatesFor(subject, matter, departments.values(), none);
      const ids = eligible.map((one) => one.department.id);
      // How much a department has to do is counted over all of its cases, also where the viewer may see none of them.
      await asSystem(desk.db);
      const standings = await readStandings(desk.db, ids, asOf);
      const ranked = candidatesFor(
        subject,
        matter,
        departments.values(),
        (of) => standings.get(of) ?? none(),
      );
      return {
        asOf,
        candidates: ranked.map(({ department, ...why }) => ({ departmentId: department.id, ...why })),
      };
    },
  }),
  entry({
    name: 'case.similar',
    method: 'GET',
    path: '/cases/{id}/similar',
    about: {
      zh: '附近同一事项的诉求，可能是同一件事。',
      en: 'Cases of the same matter nearby, which may be the same thing.',
    },
    by: HANDLERS,
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
    run: async (inside, viewer, { id }) => {
      const subject = await reachCase(inside, viewer, id);
      if (isRefusal(subject)) return subject;
      const { matterCode, place } = subject;
      if (matterCode === null) return { similar: [] };
      const { lat, lon } = place;
      const found = await findDuplicates(inside.desk, { lat, lon, matterCode, caseId: id });
      return { similar: found.filter((one) => mayReach(viewer, one.subject)).map(knownOf) };
    },
  }),
  entry({
    name: 'report.similar',
    method: 'GET',
    path: '/similar',
    about: {
      zh: '提交前看看附近有没有人反映过同一件事。',
      en: 'Whether somebody has reported the same nearby, before one sends it; without numbers.',
    },
    by: ASKERS,
    beyond: 'Whoever reports has no area; what is answered is public, rounded, and without numbers.',
    input: v.strictObject({
      lat: degrees(90),
      lon: degrees(180),
      matterCode: v.pipe(v.string(), v.maxLength(64)),
    }),
    run: async ({ desk }, _viewer, reported) => {
      const found = await findDuplicates(desk, { ...reported, caseId: null });
      return { similar: found.filter((one) => isPublic(one.subject)).map(publicOf) };
    },
  }),
];
