import { ancestorAt, within } from '#domain/area/area.ts';
import { locate } from '#domain/area/locate.ts';
import type { Case } from '#domain/case/case.ts';
import type { RunningApp } from '../support/running-app.ts';
import type { PlayedCity } from './city.ts';

const AREA = '440310';
const COMMUNITIES = 8;
const SUBJECTS = [
  { matterCode: 'municipal.garbage-overflow', kinds: ['municipal'] },
  { matterCode: 'environment.night-construction', kinds: ['enforcement'] },
  { matterCode: 'order.fighting', kinds: ['stability', 'enforcement'] },
  { matterCode: 'environment.rubbish-burning', kinds: ['enforcement', 'municipal'] },
  { matterCode: 'elderly.support-dispute', kinds: ['stability'] },
];

/** One more order that nobody signs for, each of another community and matter than the one before it. */
export async function issueOrder(
  { app, borders }: Pick<PlayedCity, 'app' | 'borders'>,
  n: number,
): Promise<void> {
  const communities = Map.groupBy(
    app.city.sites.filter((site) => within(site.areaCode, AREA)),
    (site) => locate(borders, site) ?? '',
  );
  const places = [...communities].filter(([code]) => staffOf(app, code, 'worker')).slice(0, COMMUNITIES);
  const [code, sites] = places[n % places.length] as (typeof places)[number];
  const subject = SUBJECTS[n % SUBJECTS.length] as (typeof SUBJECTS)[number];
  if (sites[0]) await issueOne(app, code, sites[0], subject);
}

async function issueOne(
  app: RunningApp,
  code: string,
  { name, lat, lon }: { name: string; lat: number; lon: number },
  { matterCode, kinds }: (typeof SUBJECTS)[number],
): Promise<void> {
  const { caseId } = await app.act(null, 'case.report', {
    ...{ channel: 'wechat', words: '请尽快派人来处理', point: { lat, lon } },
  });
  await app.act('ps-dispatch-1', 'case.accept', { matterCode, label: name }, { caseId });
  const recipients = kinds.map((kind, i) => ({
    departmentId: `${ancestorAt(code, 'street')}-${kind}`,
    part: i === 0 ? 'lead' : 'support',
  }));
  await app.act(
    staffOf(app, code, 'worker') ?? '',
    'order.draft',
    { recipients, onSiteWithinMin: 45 },
    { caseId },
  );
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as { case: Case };
  const orderId = file.case.orders[0]?.id;
  const { status, zh } = await app.act(
    staffOf(app, code, 'secretary') ?? '',
    'order.approve',
    { orderId },
    { caseId },
  );
  if (status !== 200) throw new Error(`no order for ${name}: ${zh}`);
}

const staffOf = ({ city }: RunningApp, code: string, role: 'worker' | 'secretary'): string | undefined =>
  city.people.find((one) => one.role === role && one.deputyOf === null && one.areas.includes(code))?.username;
