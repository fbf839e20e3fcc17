import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CANARIES, moves, play } from '../../../tests/support/moves.ts';
import { Scene } from '../../../tests/support/given.ts';
import { LIFE, patienceMs, runs, SEED } from '../../../tests/support/soak.ts';
import { isHeld, isLeading } from '../assignment/assignment.ts';
import { EVENT_TYPES, type Event, type Fact } from '../audit/event.ts';
import type { Actor } from '../context.ts';
import { firingKey, firingsOf, isRunning, timerOf, type Firing } from '../timer/timer.ts';
import { possibleIn } from './act.ts';
import { isOpen, type Case } from './case.ts';

console.info(`model seed ${SEED}, ${runs(500)} lives of ${LIFE.least} to ${LIFE.most} moves`);

/** A random life; what is handed to decide and evolve is frozen, so that any change of an argument throws. */
class Life extends Scene {
  readonly seen = new Set<string>();
  readonly fired = new Set<string>();

  protected override write(facts: readonly Fact[], actor: Actor): Event[] {
    const before = this.case;
    const events = super.write(deepFreeze(facts), actor);
    deepFreeze(this.case);
    for (const event of events) {
      this.seen.add(event.type);
      this.watchFiring(event, before);
    }
    return events;
  }

  /** A step fires only while its timer runs, and once per generation. */
  private watchFiring(event: Event, before: Case | undefined): void {
    if (event.type !== 'timer.warned' && event.type !== 'timer.breached' && event.type !== 'timer.escalated')
      return;
    const timer = timerOf(before?.timers ?? [], event.body.clock, event.body.subject);
    expect(timer && isRunning(timer), 'a stopped timer fired').toBe(true);
    const escalated = event.type === 'timer.escalated' && `escalate-${event.body.step}`;
    const step = escalated || (event.type === 'timer.warned' ? 'amber' : 'red');
    expect(timer?.pausedAt, 'a timer that rests fired').toBeNull();
    const key = `${event.body.clock}:${event.body.subject}:${timer?.gen}:${step}`;
    expect(this.fired, 'a step fired twice').not.toContain(key);
    this.fired.add(key);
  }

  /** The database fires each (subject, clock, gen, step) once: what was once wanted and dropped may never be wanted again. */
  wanted(history: Map<string, number>, step: number): void {
    for (const key of firingsOf(this.case?.timers ?? []).map(firingKey)) {
      expect([undefined, step - 1], `${key} is wanted again`).toContain(history.get(key));
      history.set(key, step);
    }
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

function holdsTogether(subject: Case, events: readonly Event[]): void {
  expect(subject.version).toBe(events.length);
  const held = subject.assignments.filter(isHeld).map((one) => one.departmentId);
  expect(new Set(held).size, 'a department holds the case twice').toBe(held.length);
  const ended = ['closed', 'rejected', 'merged', 'withdrawn'].includes(subject.state);
  expect(subject.closedAt !== null).toBe(ended);
  const running = subject.timers.filter(isRunning);
  expect(running.length > 0, 'an open case has a clock, a closed one has none').toBe(isOpen(subject));
  if (!isOpen(subject)) expect(held).toEqual([]);
  const clocks = running.map((timer) => `${timer.clock}:${timer.subject}`);
  expect(new Set(clocks).size, 'a clock runs twice').toBe(clocks.length);
  if (subject.state === 'accepted' && subject.guidedAt === null) {
    const waits = running.some((timer) => timer.clock === 'dispatch');
    expect(waits, 'somebody leads, or the dispatcher’s clock runs').toBe(
      !subject.assignments.some(isLeading),
    );
  }
  for (const order of subject.orders) ordered(subject, order, events);
}

/** Responded exactly when all recipients who have it signed; while it can still be decided somebody is asked. */
function ordered(subject: Case, order: Case['orders'][number], events: readonly Event[]): void {
  const own = subject.assignments.filter((one) => one.orderId === order.id && one.endedAt === null);
  const unsigned = own.filter((one) => one.signedAt === null);
  if (order.state === 'issued')
    expect(own.length === 0 || unsigned.length > 0, 'all signed, no response').toBe(true);
  // While a case rests the secretary's clock rests too.
  const state = subject.state === 'suspended' ? 'accepted' : subject.state;
  if (order.state === 'drafted') expect(possibleIn('order.approve', state)).toBe(true);
  const last = events.at(-1);
  if (last?.type === 'order.responded' && last.body.orderId === order.id) {
    expect(own.length).toBeGreaterThan(0);
    expect(unsigned).toEqual([]);
  }
}

test(
  'whatever anybody does in whatever order, the case holds together',
  () => {
    const seen = new Set<string>();
    const life = fc.property(moves(LIFE.least, LIFE.most), (steps) => {
      const scene = new Life();
      const past: Firing[] = [];
      const wanted = new Map<string, number>();
      let count = 0;
      const asked: Parameters<typeof play>[3]['asked'] = (actor, command) => {
        expect(scene.ask(actor, command), 'decide is not pure').toEqual(scene.ask(actor, command));
      };
      steps.forEach((move) => {
        play(scene, move, past, { asked });
        scene.wanted(wanted, (count += 1));
        if (scene.case) holdsTogether(scene.case, scene.events);
      });
      const out = JSON.stringify([scene.events, scene.case ?? null]);
      for (const canary of CANARIES) expect(out).not.toContain(canary);
      for (const type of scene.seen) seen.add(type);
    });
    fc.assert(life, { numRuns: runs(900), seed: SEED });
    // A model that never comes to half of the life would prove nothing.
    expect(EVENT_TYPES.filter((type) => !seen.has(type))).toEqual([]);
  },
  patienceMs,
);
