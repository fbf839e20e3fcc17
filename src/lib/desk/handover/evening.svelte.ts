import { ancestorAt } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import { suggestMoves, type Move } from '#domain/desk/even.ts';
import { totalOf } from '#domain/desk/load.ts';
import { m } from '$lib/paraglide/messages.js';
import { Entrusting } from './entrusting.svelte.ts';
import type { Handover } from './handover.svelte.ts';

/** What the suggestion does to one person: from how many to how many, and in which streets or why not more. */
interface Effect {
  id: string;
  name: string;
  before: number;
  after: number;
  remark: string;
}

/**
 * 均衡: which cases would go from whom to whom. It follows the board until somebody looks at it case by case, or it has
 * been carried out: then it stands still.
 */
export class Evening {
  readonly moved: Entrusting;
  readonly #handover: Handover;
  #held = $state.raw<readonly Move[]>();
  #without = $state.raw<ReadonlySet<string>>(new Set());

  constructor(handover: Handover) {
    this.#handover = handover;
    const { desk } = handover;
    this.moved = new Entrusting(desk.outbox, () => desk.live.clock.read());
  }

  readonly #suggested = $derived.by((): readonly Move[] => {
    if (this.#held) return this.#held;
    const { desk, holders } = this.#handover;
    const { colleagues } = desk.live;
    const isTaken = (caseId: string): boolean =>
      colleagues.claimOf(caseId) !== undefined ||
      colleagues.at(caseId).some(({ doing }) => doing === 'acting');
    return suggestMoves(desk.picture.cases.values(), holders, desk.picture.second, isTaken);
  });

  /** All of it, also what was left out by hand. */
  get suggested(): readonly Move[] {
    return this.#suggested;
  }
  readonly moves = $derived.by(() => this.#suggested.filter(({ caseId }) => !this.#without.has(caseId)));
  readonly sent = $derived.by(() => this.moved.all.size > 0);

  isChosen(caseId: string): boolean {
    return !this.#without.has(caseId);
  }
  choose(caseId: string, chosen: boolean): void {
    const next = new Set(this.#without);
    if (chosen) next.delete(caseId);
    else next.add(caseId);
    this.#without = next;
  }

  /** Stands still while it is looked at case by case. */
  hold(): void {
    this.#held = this.#suggested;
  }
  /** Follows the board again; what was done is done. */
  release(): void {
    this.#held = undefined;
    this.#without = new Set();
    this.moved.clear();
  }

  subjectOf(caseId: string): Case | undefined {
    return this.#handover.desk.cases.get(caseId);
  }
  nameOf(personId: string): string {
    return this.#handover.colleagues.find(({ id }) => id === personId)?.name ?? m.desk_somebody();
  }

  async send(): Promise<void> {
    const items = this.moves.flatMap(({ caseId, toId }) => {
      const subject = this.subjectOf(caseId);
      return subject ? [{ subject, toId }] : [];
    });
    this.hold();
    await this.moved.send(items);
  }

  /** 吴海燕 6、罗子健 3 */
  sharesOf(side: 'fromId' | 'toId'): string {
    const counts = new Map<string, number>();
    for (const move of this.moves) counts.set(move[side], (counts.get(move[side]) ?? 0) + 1);
    const only = counts.size === 1 && side === 'fromId';
    const named = [...counts].map(([id, n]) => (only ? this.nameOf(id) : `${this.nameOf(id)} ${n}`));
    return named.join(m.handover_and());
  }

  readonly effects = $derived.by((): Effect[] => {
    const { desk, holders } = this.#handover;
    return holders.flatMap(({ id, name }): Effect[] => {
      const gives = this.moves.filter(({ fromId }) => fromId === id);
      const takes = this.moves.filter(({ toId }) => toId === id);
      if (gives.length + takes.length === 0) return [];
      const load = this.#handover.loadOf(id);
      const before = totalOf(load);
      const streets = new Set(
        takes.map(({ caseId }) => ancestorAt(this.subjectOf(caseId)?.place.areaCode ?? '', 'street') ?? ''),
      );
      const named = [...streets].map((code) => desk.world.names.area(code, desk.language));
      const stay = load.red + load.amber;
      const remark =
        takes.length > 0 ? named.join(m.handover_and()) : stay > 0 ? m.handover_stay({ n: stay }) : '';
      return [{ id, name, before, after: before - gives.length + takes.length, remark }];
    });
  });
}
