import type { Department } from '#domain/department/department.ts';
import type { Intent } from '../act.ts';
import { MINUTE } from '../hours.ts';
import { approveMs, arriveMs, contactMs, signMs } from '../pace.ts';
import { accept, isUrgent, leadOf, recipientsOf, report, type Play } from './begin.ts';
import type { Closing } from './closing.ts';
import { end, record, resolve } from './end.ts';

/** How long a case that needs several departments takes from the last arrival on. */
const TOGETHER_MS = 90 * MINUTE;

/**
 * 社区发令、部门执行: the worker drafts, the secretary approves (or the deputy, once the time ran out), every
 * department signs, makes contact and comes, and they settle it together.
 * @returns the instant at which the order is issued
 */
export function ordered(play: Play, at: number, closing: Closing): number {
  const { random, staff, appeal } = play;
  const recipients = recipientsOf(play, random.chance(0.6) ? 2 : 1);
  const acceptedAt = accept(play, report(play, at) + random.between(2, 7) * MINUTE);
  const draftedAt = draft(play, acceptedAt + random.between(2, 5) * MINUTE, recipients);
  const issuedAt = approve(play, draftedAt);
  const thereAt = respond(play, issuedAt, recipients);
  const lead = staff.officer(leadOf(play).id).id;
  const resolvedAt = closing.at(thereAt, random.between(0.6, 1.8) * TOGETHER_MS, random);
  const worker = staff.at('worker', appeal.spot.areaCode).id;
  let noteAt = thereAt + random.between(14, 34) * MINUTE;
  for (; noteAt < resolvedAt - 5 * MINUTE; noteAt += random.between(24, 58) * MINUTE) {
    record(play, noteAt, random.chance(0.6) ? lead : worker);
  }
  end(play, resolve(play, resolvedAt, lead));
  return issuedAt;
}

function draft({ life, staff, appeal }: Play, at: number, recipients: readonly Department[]): number {
  const worker = staff.at('worker', appeal.spot.areaCode);
  return life.add(at, worker.id, {
    type: 'order.draft',
    body: {
      recipients: recipients.map(({ id }, n) => ({ departmentId: id, part: n === 0 ? 'lead' : 'support' })),
      onSiteWithinMin: 60,
      requirement: '请各单位签收后立即联系当事人，按要求到场，会同社区现场处置。',
    },
  });
}

/** Where the secretary is away, the deputy is asked after ten minutes. */
function approve({ random, life, staff, appeal }: Play, draftedAt: number): number {
  const deputy = random.chance(0.07) ? staff.deputyAt(appeal.spot.areaCode) : undefined;
  const by = deputy ?? staff.at('secretary', appeal.spot.areaCode);
  const waitMs = deputy ? random.between(11, 14) * MINUTE : approveMs(random);
  return life.add(draftedAt + waitMs, by.id, { type: 'order.approve' });
}

/** Every recipient signs, makes contact and arrives, in its own time. Answers when the last has arrived. */
function respond(play: Play, issuedAt: number, recipients: readonly Department[]): number {
  const { random, staff } = play;
  const urgent = isUrgent(play);
  const acts = recipients.flatMap(({ id, kind }): { at: number; id: string; type: Step }[] => {
    const signedAt = issuedAt + signMs(random, kind, urgent);
    const contactedAt = signedAt + contactMs(random, kind, urgent);
    const arrivedAt = Math.max(contactedAt + 2 * MINUTE, signedAt + arriveMs(random));
    return [
      { at: signedAt, id, type: 'assignment.sign' },
      { at: contactedAt, id, type: 'assignment.contact' },
      { at: arrivedAt, id, type: 'assignment.arrive' },
    ];
  });
  acts.sort((a, b) => a.at - b.at);
  let last = issuedAt;
  for (const { at, id, type } of acts) {
    last = play.life.add(at, staff.officer(id).id, { type, departmentId: id });
  }
  return last;
}

type Step = Extract<Intent, { departmentId: string }>['type'];
