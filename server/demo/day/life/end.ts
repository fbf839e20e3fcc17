import { dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { HOUR, MINUTE } from '../hours.ts';
import type { Random } from '../random.ts';
import type { Play } from './begin.ts';

/** Nobody is called back before half past eight in the morning or after half past nine in the evening. */
export function officeTime(at: number, random: Random): number {
  const day = dayStart(dayNumber(at));
  const hour = (at - day) / HOUR;
  if (hour >= 8.5 && hour < 21.5) return at;
  const morning = hour < 8.5 ? day : day + 24 * HOUR;
  return morning + 8.5 * HOUR + random.between(0, 90) * MINUTE;
}

/** 确认 and 反馈: the resident confirms, and is called back; a fifth of them only on the next day. */
export function end(play: Play, resolvedAt: number): void {
  const { random, life, staff, appeal } = play;
  const worker = staff.at('worker', appeal.spot.areaCode);
  const waits = random.chance(0.2) ? random.between(10, 20) * HOUR : random.lognormal(24, 0.8) * MINUTE;
  const asked = officeTime(resolvedAt + waits, random);
  const self = appeal.channel !== 'grid' && random.chance(0.5);
  const stars = random.weighted([
    [5, 60],
    [4, 26],
    [3, 10],
    [2, 3],
    [1, 1],
  ] as const);
  const confirmed = life.add(asked, self ? null : worker.id, { type: 'case.confirm', body: { stars } });
  const reached = random.chance(0.93);
  const satisfied = reached && random.chance(0.96) ? stars >= 3 : null;
  life.add(officeTime(confirmed + random.lognormal(40, 0.7) * MINUTE, random), worker.id, {
    type: 'followup.finish',
    body: { reached, satisfied, solved: null, fault: null },
  });
}

const OUTCOMES = [
  '已到现场处置，问题已解决，并向当事人说明。',
  '双方达成一致，签订调解协议。',
  '已清理整改，安排人员巡查，防止反复。',
  '已向群众解释政策并协助办理。',
];

/** 化解, by whoever holds the case. */
export function resolve({ life, random }: Play, at: number, personId: string): number {
  return life.add(at, personId, { type: 'case.resolve', body: { outcome: random.pick(OUTCOMES) } });
}

const NOTES = {
  visit: ['现场查看，已拍照留存。', '再次到场，正在处理。', '巡查一遍，情况稳定。'],
  mediation: ['组织双方面谈，分歧缩小。', '第二次调解，已形成初步意见。'],
  call: ['电话回访当事人，说明进展。', '与对方负责人通话，约定到场时间。'],
  note: ['已通知相关单位准备材料。'],
} as const;

/** A visit, a mediation or a call took place. */
export function record({ life, random }: Play, at: number, personId: string): number {
  const kind = random.weighted([
    ['visit', 5],
    ['mediation', 3],
    ['call', 3],
    ['note', 1],
  ] as const);
  return life.add(at, personId, { type: 'case.record', body: { kind, text: random.pick(NOTES[kind]) } });
}
