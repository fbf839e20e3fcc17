import type { CaseFile } from '#server/case/file.ts';
import { type Role } from '#domain/person/person.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { RunningApp } from './running-app.ts';

/** A case that every kind of page has something to show of. */
export interface Subject {
  caseId: string;
  number: string;
  receipt: string;
}

/** A case with an order that a department has, so that every kind of page has something to show. */
export async function ordered(app: RunningApp): Promise<Subject> {
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId, receipt } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const draft = { recipients: [{ departmentId: '440310005-municipal', part: 'lead' }], onSiteWithinMin: 45 };
  await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
  const { id: orderId = '', number = '' } = file.case.orders[0] ?? {};
  await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
  return { caseId, number, receipt };
}

/** Pages for which nobody has to sign in. */
export const EVERYBODY = ['/', '/sign-in', '/report', '/track', '/nothing-here'];
/** The pages of each role; what several share, and what is refused, is opened by one of them. */
export const PAGES: Record<Role, (subject: Subject) => string[]> = {
  dispatcher: ({ caseId, number }) => [
    '/desk',
    `/desk?case=${caseId}`,
    `/desk?case=${caseId}&theme=dark`,
    '/desk/handover',
    '/desk/handover?theme=dark',
    '/insight',
    '/certificate',
    `/order/${number}`,
    '/department',
  ],
  supervisor: () => ['/desk'],
  leader: () => ['/wall/440310', '/insight'],
  worker: ({ caseId }) => [
    '/community',
    `/community/${caseId}`,
    `/community/${caseId}/order`,
    '/community/register',
  ],
  secretary: ({ caseId, number }) => [`/community/${caseId}`, `/order/${number}`],
  volunteer: () => ['/community'],
  officer: ({ caseId }) => ['/department', `/department/${caseId}`],
  'system-admin': () => ['/'],
  'security-admin': () => ['/'],
  'audit-admin': () => ['/'],
};

/** Whoever of the role has this very case in reach, or else the first. */
export function somebody({ city }: RunningApp, role: Role): string {
  const of = city.people.filter((one) => one.role === role);
  const near = of.find(({ departmentId, areas }) =>
    departmentId
      ? departmentId === '440310005-municipal'
      : areas.some((area) => '440310005002'.startsWith(area)),
  );
  return (near ?? of[0])!.username;
}
