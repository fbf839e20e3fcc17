import * as v from 'valibot';
import { expect } from 'vitest';
import { otherFacts, ownFacts, type Event, type EventType, type Fact } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { COMMANDS, type Command } from '#domain/case/command.ts';
import { decide } from '#domain/case/decide.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Actor, Context } from '#domain/context.ts';
import { isRefusal, type Refusal, type RefusalCode } from '#domain/refusal.ts';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import { accept, report, type Act, type Asked } from './acts.ts';
import { calendar, colleagues, roster, world } from './world.ts';

/** Friday 2021-08-13, 22:00 in Shanghai: the evening on which the fourth story begins. */
export const EVENING = Date.parse('2021-08-13T22:00:00+08:00');

/** A case with its log, a clock that tests move and ids that count up: what the server is around the domain. */
export class Scene {
  now: number;
  case: Case | undefined;
  readonly events: Event[] = [];
  /** The second case of a merge. */
  other: Scene | undefined;
  readonly caseId: string;
  private ids: number;

  private readonly base: number;

  /** `base` is where the ids begin, for tests with several cases. */
  constructor(now = EVENING, base = 0) {
    this.now = now;
    this.base = base;
    this.caseId = idOf(base);
    this.ids = base;
  }

  /** The case, in tests that have reported one. */
  get subject(): Case {
    if (!this.case) throw new Error('nothing was reported yet');
    return this.case;
  }

  context(actor: Actor, personId?: string): Context {
    let next = this.ids;
    const colleague = colleagues.find(({ id }) => id === personId);
    return {
      ...{ now: this.now, actor, world, calendar, roster, policies: [DEFAULT_POLICY] },
      caseId: this.caseId,
      number: `PS-0813-${String(this.events.length + 1).padStart(4, '0')}`,
      id: () => idOf((next += 1)),
      ...(this.other?.case ? { other: this.other.case } : {}),
      ...(colleague ? { colleague } : {}),
    };
  }

  /** What the domain answers, without anything happening. */
  ask(actor: Actor, asked: Asked): Fact[] | Refusal {
    const body = v.parse(COMMANDS[asked.type], asked.body);
    const personId = 'personId' in body ? body.personId : undefined;
    return decide(this.case, { type: asked.type, body } as Command, this.context(actor, personId));
  }

  /** Lets time pass, decides, and folds the facts; a refusal leaves everything as it was. */
  perform({ by, command, afterMs, elsewhere, beside }: Act): Event[] | Refusal {
    this.now += afterMs;
    if (beside) this.beside();
    if (elsewhere) return this.performElsewhere(by, command);
    const facts = this.ask(by, command(this.case));
    return isRefusal(facts) ? facts : this.append(facts, by);
  }

  /** Another case acts, and this one learns of it: answers with what was written here. */
  private performElsewhere(by: Actor, command: Act['command']): Event[] | Refusal {
    const other = this.beside();
    other.now = this.now;
    const facts = other.ask(by, command(other.case));
    if (isRefusal(facts)) return facts;
    other.write(ownFacts(facts), by);
    return this.write(otherFacts(facts), by);
  }

  /** A second case at the same place, accepted; each is the other's other. */
  beside(): Scene {
    if (!this.other) {
      this.other = new Scene(this.now, this.base + OTHER_BASE);
      this.other.other = this;
      for (const act of [report({ words: '讨薪' }), accept(undefined, 0)]) this.other.perform(act);
    }
    return this.other;
  }

  append(facts: readonly Fact[], actor: Actor): Event[] {
    this.other?.write(otherFacts(facts), actor);
    return this.write(ownFacts(facts), actor);
  }

  protected write(facts: readonly Fact[], actor: Actor): Event[] {
    return facts.map((fact) => {
      const version = this.events.length + 1;
      const event: Event = { ...fact, caseId: this.caseId, version, at: this.now, by: actor.by };
      this.case = evolve(this.case, event);
      this.events.push(event);
      this.ids += 100; // No decision makes more ids than that.
      return event;
    });
  }
}

/** Where the ids of the second case of a merge begin. */
const OTHER_BASE = 5_000_000;
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A scene in which the acts have taken place; the first one that is refused fails the test. */
export function after(...acts: Act[]): Scene {
  return continued(new Scene(), ...acts);
}

export function continued(scene: Scene, ...acts: Act[]): Scene {
  for (const act of acts) {
    const outcome = scene.perform(act);
    if (isRefusal(outcome)) {
      throw new Error(`the history was refused: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
    }
  }
  return scene;
}

/** given(history).when(act).then('assignment.signed', …) or .refused('already-signed', details). */
export function given(...history: Act[]) {
  const scene = after(...history);
  return {
    when(act: Act) {
      const before = scene.case;
      const outcome = scene.perform(act);
      return {
        scene,
        then(...types: EventType[]): Event[] {
          if (isRefusal(outcome))
            expect.fail(`refused with ${outcome.refused}, expected ${types.join(', ')}`);
          expect(outcome.map((event) => event.type)).toEqual(types);
          return outcome;
        },
        refused(code: RefusalCode, details: Refusal['details'] = {}): void {
          expect(outcome).toEqual({ refused: code, details });
          expect(scene.case).toBe(before);
        },
      };
    },
  };
}
