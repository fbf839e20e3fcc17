import { randomUUID } from 'node:crypto';
import { within } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import { responsibleAt } from '#domain/department/department.ts';
import { caseTable } from '#server/case/table.ts';
import { Sealer } from '#server/access/seal.ts';
import { backfill } from '#server/search/backfill.ts';
import { worldOf } from '#server/world.ts';
import { Random } from '#server/demo/day/random.ts';
import { TEST_SECRET, type RunningApp } from '../support/running-app.ts';

const HOME = '440310';
const BATCH = 500;
const HOUR = 3_600_000;
const POINT = { lat: 22.7437, lon: 114.3712 };

/** A case through the door, reported, accepted and dispatched. */
async function dispatched(app: RunningApp): Promise<Case> {
  const report = { channel: 'wechat', words: '路灯不亮，晚上看不见路。', point: POINT };
  const { caseId } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
  await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as { case: Case };
  return file.case;
}

/** The urgency of the n-th case after so many rounds of changes: each round makes another one of it. */
export const urgencyOf = (n: number, round = 0): Case['urgency'] =>
  ([1, 2, 3] as const)[(n + round) % 3] ?? 1;

/** The same case with ids of its own: a timer of a duty belongs to one case. */
function twinOf(template: Case): Case {
  const ids = [template.id, ...template.assignments.map(({ id }) => id)];
  const text = ids.reduce((all, id) => all.replaceAll(id, randomUUID()), JSON.stringify(template));
  return JSON.parse(text) as Case;
}

/**
 * Fills one district with open cases, straight into the table that boards are made from: each like one that has lived,
 * with its own place, matter, department, urgency and deadlines, some overdue and most of them not.
 * @returns their ids
 */
export async function fillDistrict(app: RunningApp, cases: number, seed: string): Promise<string[]> {
  const random = new Random(seed);
  const template = await dispatched(app);
  const now = await app.now();
  const communities = app.city.areas.filter(({ code }) => code.length === 12 && within(code, HOME));
  const ids: string[] = [];
  for (let from = 0; from < cases; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, cases - from) }, (_, n) => {
      const area = random.pick(communities);
      const matter = random.pick(app.city.matters);
      const lead = responsibleAt(app.city.departments, matter.leadKind, area.code);
      const later = (random.next() ** 2 * 60 - 2) * HOUR;
      const twin = twinOf(template);
      const subject: Case = {
        ...twin,
        number: `PS-990101-${String(from + n + 1).padStart(5, '0')}`,
        discoveredAt: now - random.next() * 40 * HOUR,
        matterCode: matter.code,
        urgency: urgencyOf(from + n),
        place: {
          areaCode: area.code,
          lat: POINT.lat + (random.next() - 0.5) * 0.12,
          lon: POINT.lon + (random.next() - 0.5) * 0.16,
          label: `${area.name}${1 + Math.floor(random.next() * 90)}号`,
          siteId: null,
        },
        timers: twin.timers.map((timer) => ({
          ...timer,
          dueAt: timer.dueAt + later,
          amberAt: timer.amberAt + later,
        })),
        assignments: lead ? twin.assignments.map((one) => ({ ...one, departmentId: lead.id })) : [],
      };
      ids.push(subject.id);
      const { id, number, version, state, matterCode, channel, place, discoveredAt } = subject;
      return {
        ...{ id, number, version, state, matterCode, channel, discoveredAt, body: subject },
        ...{ areaCode: place.areaCode, lat: place.lat, lon: place.lon },
        departments: subject.assignments.map((one) => one.departmentId),
      };
    });
    await app.pool.db.insert(caseTable).values(rows);
  }
  // What came through no door has no words to be found by yet, and an installation would not make ten thousand at once.
  await backfill(app.pool.db, { sealer: new Sealer(TEST_SECRET), world: worldOf(app.city) });
  return ids;
}
