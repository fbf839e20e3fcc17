import { createContext } from 'svelte';
import type { ActName } from '#domain/case/act.ts';
import type { View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { Person } from '#domain/person/person.ts';
import { LiveBoard } from '../live/board.svelte.ts';
import { BUILD } from '../live/build.ts';
import { wasRefused, type Accepted, type ShownRefusal } from '../live/command.ts';
import { Outbox } from '../live/outbox.svelte.ts';
import type { ScreenWorld } from '../live/world.ts';
import { OnDuty } from './on-duty.svelte.ts';

/** What a person on duty holds in the hand: the live cases of the post, the acts on their way, and who they are. */
export class Duty {
  readonly live: LiveBoard;
  readonly outbox: Outbox;
  readonly onDuty: OnDuty;
  readonly person: Person;
  readonly world: ScreenWorld;
  /** The server runs a newer build than this page: somebody may be typing, so that the person reloads it. */
  outdated = $state(false);
  /** Versions that the server has answered and the board has not shown yet. */
  #answered = $state.raw<ReadonlyMap<string, number>>(new Map());

  constructor(person: Person, world: ScreenWorld, view: View) {
    this.person = person;
    this.world = world;
    const screen = person.departmentId === null ? 'community' : 'department';
    this.live = new LiveBoard(view, screen, { build: BUILD, onNewBuild: () => (this.outdated = true) });
    this.outbox = new Outbox(person.id, () => this.live.clock.read());
    this.onDuty = new OnDuty(person.id, () => this.live.clock.read());
  }

  get now(): number {
    return this.live.clock.now;
  }
  get stale(): boolean {
    return this.live.liveness === 'stale';
  }
  get cases(): Iterable<Case> {
    return this.live.board.cases.values();
  }
  /** True until the first snapshot has come. */
  get waiting(): boolean {
    return this.live.liveness === 'connecting';
  }

  caseOf(id: string | undefined): Case | undefined {
    return id === undefined ? undefined : this.live.board.cases.get(id);
  }

  /** Sends an act on a case; the answer is the refusal to show, or undefined where it went well or waits to be sent. */
  async act(type: ActName, body: Record<string, unknown>, subject: Case): Promise<ShownRefusal | undefined> {
    const answer = await this.send(type, body, subject.id);
    return wasRefused(answer) && !this.outbox.unsentOf(subject.id).some((one) => one.type === type)
      ? answer
      : undefined;
  }

  async send(
    type: ActName,
    body: Record<string, unknown>,
    caseId?: string,
  ): Promise<Accepted | ShownRefusal> {
    const answer = await this.outbox.send(type, body, caseId);
    if (!wasRefused(answer)) this.#answered = new Map(this.#answered).set(answer.caseId, answer.version);
    return answer;
  }

  /** True from the press until the board shows what came of it, so that nobody presses twice. */
  isPending(subject: Case): boolean {
    return this.outbox.isSending(subject.id) || (this.#answered.get(subject.id) ?? 0) > subject.version;
  }

  start(): () => void {
    const ends = [this.live.start(), this.outbox.start(), this.onDuty.start()];
    return () => ends.forEach((end) => end());
  }
}

export const [getDuty, setDuty] = createContext<Duty>();
