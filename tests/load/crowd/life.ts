import { isHeld } from '#domain/assignment/assignment.ts';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { City } from '#server/demo/city/city.ts';
import type { Spot } from '#server/demo/day/ground.ts';
import type { Random } from '#server/demo/day/random.ts';
import type { Staff } from '#server/demo/day/staff.ts';

/** One act as it goes over the line; nobody as a username is the resident. */
export interface Act {
  username: string | null;
  type: ActName;
  caseId?: string;
  body: object;
}

const MATTER = 'municipal.garbage-overflow';
const WORDS = '垃圾桶满了两天没人收';

export const reportAt = ({ lat, lon }: Spot): Act => ({
  username: null,
  type: 'case.report',
  body: { channel: 'wechat', words: WORDS, point: { lat, lon } },
});

/** Who does what next, as people do it: by the state of the case, with a turn to the side now and then. */
export class Lives {
  readonly #staff: Staff;
  readonly #departments: City['departments'];
  readonly #random: Random;

  constructor(staff: Staff, departments: City['departments'], random: Random) {
    this.#staff = staff;
    this.#departments = departments;
    this.#random = random;
  }

  /** The next act on a case, or undefined where its life is over. */
  next(subject: Case): Act | undefined {
    const act = this.#actOn(subject);
    return act && { ...act, caseId: subject.id };
  }

  #actOn(subject: Case): Act | undefined {
    const { areaCode } = subject.place;
    const dispatcher = this.#staff.dispatcher(areaCode, this.#random).username;
    const note: Act = {
      username: dispatcher,
      type: 'case.record',
      body: { kind: 'note', text: '已电话核实。' },
    };
    switch (subject.state) {
      case 'discovered':
        return { username: dispatcher, type: 'case.accept', body: { matterCode: MATTER } };
      case 'accepted':
        return this.#random.chance(0.12) ? note : this.#worked(subject, dispatcher);
      case 'resolved':
        return { username: dispatcher, type: 'case.confirm', body: { stars: 5 } };
      case 'confirmed':
        return { username: dispatcher, type: 'followup.finish', body: { reached: true, satisfied: true } };
      default:
        return undefined;
    }
  }

  #worked(subject: Case, dispatcher: string): Act {
    const { areaCode } = subject.place;
    const held = subject.assignments.filter(isHeld);
    const drafted = subject.orders.find((one) => one.state === 'drafted');
    if (drafted) {
      const username = this.#staff.at('secretary', areaCode).username;
      return { username, type: 'order.approve', body: { orderId: drafted.id } };
    }
    if (held.length === 0) {
      if (this.#random.chance(0.3)) {
        const username = this.#staff.at('worker', areaCode).username;
        return { username, type: 'order.draft', body: { recipients: this.#recipients(areaCode, 2) } };
      }
      return {
        username: dispatcher,
        type: 'case.dispatch',
        body: { recipients: this.#recipients(areaCode, 1) },
      };
    }
    const lead = held.find((one) => one.part === 'lead');
    const duty = held.find((one) => one.arrivedAt === null && one.state !== 'done') ?? lead ?? held[0]!;
    const body = { assignmentId: duty.id };
    if (duty.signedAt === null && this.#random.chance(0.15)) {
      const others = this.#fit(areaCode).filter((id) => !held.some((one) => one.departmentId === id));
      const departmentId = this.#random.pick(others);
      return {
        username: dispatcher,
        type: 'assignment.reassign',
        body: { ...body, departmentId, reason: 'not-ours' },
      };
    }
    const { username } = this.#staff.officer(duty.departmentId);
    if (duty.signedAt === null) return { username, type: 'assignment.sign', body };
    if (duty.contactedAt === null) return { username, type: 'assignment.contact', body };
    if (duty.arrivedAt === null) return { username, type: 'assignment.arrive', body };
    if (lead && duty.id !== lead.id) return { username, type: 'assignment.finish', body };
    return { username, type: 'case.resolve', body: { outcome: '已清运。' } };
  }

  #fit(areaCode: string): string[] {
    return this.#departments
      .filter((one) => areaCode.startsWith(one.areaCode) && one.areaCode.length >= 6)
      .map(({ id }) => id);
  }

  #recipients(areaCode: string, n: number): { departmentId: string; part: 'lead' | 'support' }[] {
    const chosen = this.#random.shuffled(this.#fit(areaCode)).slice(0, n);
    return chosen.map((departmentId, at) => ({ departmentId, part: at === 0 ? 'lead' : 'support' }));
  }
}
