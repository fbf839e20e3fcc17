import type { Recipient } from '#domain/assignment/assignment.ts';
import { MINUTE } from '../hours.ts';
import { acceptMs, contactMs, dispatchMs, resolveMs, signMs } from '../pace.ts';
import { accept, isUrgent, leadOf, recipientsOf, report, type Play } from './begin.ts';
import type { Closing } from './closing.ts';
import { end, record, resolve } from './end.ts';

/** 分拨: the department that owns the matter gets it, signs, makes contact and settles it. */
export function dispatched(play: Play, at: number, closing: Closing): void {
  const contactedAt = handled(play, at, false);
  const { random, staff, appeal } = play;
  const officer = staff.officer(leadOf(play).id);
  const seenAt = random.chance(0.35)
    ? record(play, contactedAt + random.lognormal(25, 0.5) * MINUTE, officer.id)
    : contactedAt;
  const workMs = resolveMs(random, appeal.matter.complexity === 'complex');
  end(play, resolve(play, closing.at(seenAt, workMs, random), officer.id));
}

/** 历史积案 and what else was left over: handled on an earlier day; `resolvedAt` null where it stays open. */
export function leftOver(play: Play, at: number, resolvedAt: number | null): void {
  handled(play, at, play.random.chance(0.25));
  if (resolvedAt === null) return;
  const officer = play.staff.officer(leadOf(play).id);
  end(play, resolve(play, resolvedAt, officer.id));
}

/** From the report to the first contact. Answers with its instant. */
function handled(play: Play, at: number, backlog: boolean): number {
  const { random, life, staff, appeal } = play;
  const urgent = isUrgent(play);
  const recipients = recipientsOf(play, random.chance(0.12) ? 1 : 0);
  const acceptedAt = accept(play, report(play, at, backlog) + acceptMs(random) * (urgent ? 0.4 : 1));
  const dispatcher = staff.dispatcher(appeal.spot.areaCode, random);
  const sentAt = life.add(acceptedAt + dispatchMs(random), dispatcher.id, {
    type: 'case.dispatch',
    body: {
      recipients: recipients.map(({ id }, n): Recipient => {
        return { departmentId: id, part: n === 0 ? 'lead' : 'support' };
      }),
    },
  });
  const signs = recipients
    .map((one) => ({ one, signedAt: sentAt + signMs(random, one.kind, urgent) }))
    .sort((a, b) => a.signedAt - b.signedAt);
  let contactedAt = sentAt;
  for (const { one, signedAt } of signs) {
    const officer = staff.officer(one.id).id;
    life.add(signedAt, officer, { type: 'assignment.sign', departmentId: one.id });
  }
  for (const { one, signedAt } of signs) {
    const officer = staff.officer(one.id).id;
    const when = signedAt + contactMs(random, one.kind, urgent);
    contactedAt = life.add(when, officer, { type: 'assignment.contact', departmentId: one.id });
  }
  return contactedAt;
}
