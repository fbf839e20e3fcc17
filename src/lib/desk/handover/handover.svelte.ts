import { mayDo } from '#domain/case/act.ts';
import { isOpen, type Case } from '#domain/case/case.ts';
import type { DeskColleague } from '#domain/desk/colleague.ts';
import {
  HANDOVER_GROUPS,
  handoverLines,
  type HandoverGroup,
  type HandoverLine,
} from '#domain/desk/handover.ts';
import { deskLoads, NO_LOAD, totalOf, type Load } from '#domain/desk/load.ts';
import type { Desk } from '../desk.svelte.ts';
import { Entrusting, type Handed } from './entrusting.svelte.ts';
import { Notes } from './notes.svelte.ts';
import { isWhollySeen } from './sight.ts';

/**
 * 交接班: whose cases stand in the list, who takes them, and what became of each. All figures come from the desk's own
 * live board.
 */
export class Handover {
  readonly desk: Desk;
  readonly colleagues: readonly DeskColleague[];
  readonly notes = new Notes();
  readonly taken: Entrusting;
  /** Whose shift it is. */
  #fromId = $state<string>();
  /** Whom a supervisor gives to. */
  #toId = $state<string>();
  /** The row that the keys act on. */
  current = $state<string>();
  /** The rest is shown row by row. */
  listed = $state(false);

  constructor(desk: Desk, colleagues: readonly DeskColleague[]) {
    this.desk = desk;
    this.colleagues = colleagues;
    this.taken = new Entrusting(desk.outbox, () => desk.live.clock.read());
  }

  /** Somebody whose own desk this is; whoever else may hand over chooses for whom. */
  get isOwn(): boolean {
    return this.colleagues.some(({ id }) => id === this.desk.seat.id);
  }
  get mayHand(): boolean {
    return mayDo('case.entrust', this.desk.seat.role);
  }
  get fromId(): string | undefined {
    return this.#fromId;
  }
  set fromId(id: string | undefined) {
    if (id === this.#fromId) return;
    this.#fromId = id;
    this.current = undefined;
    this.taken.clear();
  }
  /** Who takes what is taken here; undefined where nothing can be. */
  get toId(): string | undefined {
    const to = this.isOwn ? this.desk.seat.id : this.#toId;
    return this.mayHand && to !== this.#fromId ? to : undefined;
  }
  set toId(id: string | undefined) {
    this.#toId = id;
  }

  readonly from = $derived.by(() => this.colleagues.find(({ id }) => id === this.#fromId));
  readonly to = $derived.by(() => this.colleagues.find(({ id }) => id === this.toId));

  /** How much each has, in the order of their names; and what is nobody's. */
  readonly loads = $derived.by(() => deskLoads(this.desk.picture.cases.values(), this.desk.picture.second));
  loadOf(id: string | null): Load {
    return this.loads.get(id) ?? NO_LOAD;
  }

  /** Among whom work is shared: those of the shift where the roster knows one, and nobody of whom only a part is seen. */
  readonly holders = $derived.by(() => {
    const whole = this.colleagues.filter((one) => isWhollySeen(one, this.desk.seat.areas));
    const onDuty = whole.filter((one) => one.shift !== null);
    return onDuty.length > 1 ? onDuty : whole;
  });

  /** Theirs, and what was taken here of it: a row stays where it was when it changes hands. */
  readonly groups = $derived.by((): Record<HandoverGroup, HandoverLine[]> => {
    const { cases, second } = this.desk.picture;
    return handoverLines(
      [...cases.values()].filter((one) => this.taken.of(one.id) !== undefined || this.isTheirs(one)),
      second,
    );
  });

  readonly isTheirs = (subject: Case): boolean =>
    this.#fromId !== undefined && subject.dispatcherId === this.#fromId && isOpen(subject);

  /** What became of it here; what the outbox was to send by itself is asked for again at the board. */
  readonly fateOf = (subject: Case): Handed['fate'] | undefined => {
    const handed = this.taken.of(subject.id);
    if (handed?.fate !== 'kept') return handed?.fate;
    if (subject.dispatcherId === handed.toId) return 'done';
    return this.desk.outbox.unsentOf(subject.id).length > 0 ? 'kept' : undefined;
  };

  /** Nothing has become of it here yet, and it is still theirs. */
  readonly isLeft = ({ subject }: HandoverLine): boolean => {
    const fate = this.fateOf(subject);
    return (fate === undefined || fate === 'refused') && this.isTheirs(subject);
  };

  readonly left = $derived.by(() => {
    const count = (group: HandoverGroup): number => this.groups[group].filter(this.isLeft).length;
    return { watch: count('watch'), waiting: count('waiting'), rest: count('rest') };
  });
  readonly open = $derived.by(() => this.left.watch + this.left.waiting + this.left.rest);
  takenOf(group: HandoverGroup): number {
    return this.groups[group].filter(({ subject }) => this.fateOf(subject) === 'done').length;
  }
  readonly done = $derived.by(() => HANDOVER_GROUPS.reduce((sum, group) => sum + this.takenOf(group), 0));

  /** Of the rest only what needs an answer stands there by itself, unless all of it is asked for. */
  shownOf(group: HandoverGroup): HandoverLine[] {
    const lines = this.groups[group];
    if (group !== 'rest' || this.listed) return lines;
    return lines.filter(({ subject }) => {
      const fate = this.fateOf(subject);
      return fate === 'refused' || fate === 'kept';
    });
  }
  readonly rows = $derived.by(() => HANDOVER_GROUPS.flatMap((group) => this.shownOf(group)));

  /** Somebody to begin with: one's own list where there is one, else of whoever has the most; and to whom, also after a link to a list. */
  begin(): void {
    if (this.#fromId !== undefined && this.#toId !== undefined) return;
    // The board itself: its picture may not have been taken yet.
    const { cases, second, seat } = this.desk;
    const loads = deskLoads(cases.values(), second);
    const has = (id: string): number => totalOf(loads.get(id) ?? NO_LOAD);
    const most = (of: readonly { id: string }[], sign: 1 | -1): string | undefined =>
      of.toSorted((a, b) => sign * (has(b.id) - has(a.id)))[0]?.id;
    const { id } = seat;
    const others = this.colleagues.filter((one) => one.id !== id);
    this.#fromId ??= this.isOwn && has(id) > 0 ? id : (most(others, 1) ?? id);
    const isOther = (one: { id: string }): boolean => one.id !== this.#fromId;
    this.#toId ??= most(this.holders.filter(isOther), -1) ?? most(this.colleagues.filter(isOther), -1);
  }

  /** Takes these, each with a result of its own. */
  async take(lines: readonly HandoverLine[]): Promise<void> {
    const { toId } = this;
    if (toId === undefined) return;
    await this.taken.send(lines.filter(this.isLeft).map(({ subject }) => ({ subject, toId })));
  }

  takeRest(): Promise<void> {
    return this.take(this.groups.rest);
  }

  /** The row below or above, or the first one that is still to be taken. */
  step(by: number): string | undefined {
    const { rows } = this;
    const at = rows.findIndex(({ subject }) => subject.id === this.current);
    const next =
      at < 0 ? (rows.find(this.isLeft) ?? rows[0]) : rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    this.current = next?.subject.id;
    return this.current;
  }
}
