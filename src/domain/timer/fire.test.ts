import { describe, expect, test } from 'vitest';
import {
  accept,
  askExtension,
  confirm,
  decideExtension,
  dispatch,
  fire,
  fireDue,
  followUp,
  report,
  settle,
  sign,
} from '../../../tests/support/acts.ts';
import { after, continued, type Scene } from '../../../tests/support/given.ts';
import { municipal, system } from '../../../tests/support/world.ts';
import { firingsOf, tierOf, type Clock, type Firing, type Step } from './timer.ts';

const dispatched = [report(), accept(), dispatch()];

/** The scene at the moment at which a step of the sign clock is due. */
function due(
  clock: Clock,
  step: Step,
  ...history: Parameters<typeof after>
): { scene: Scene; firing: Firing } {
  const scene = after(...history);
  const firing = firingsOf(scene.subject.timers).find((one) => one.clock === clock && one.step === step);
  if (!firing) throw new Error(`nothing waits for ${clock} ${step}`);
  scene.now = firing.fireAt;
  return { scene, firing };
}

const asked = (scene: Scene, firing: Firing) => scene.ask(system, fire(firing));

describe('a due timer', () => {
  test('warns at amber and breaches at red, each once', () => {
    const { scene, firing } = due('sign', 'amber', ...dispatched);
    continued(scene, fireDue('sign', 'amber'));
    expect(scene.events.at(-1)).toMatchObject({
      type: 'timer.warned',
      body: { clock: 'sign' },
      by: system.by,
    });
    expect(asked(scene, firing)).toEqual([]);
    scene.now += 5 * 60_000;
    const red = { ...firing, step: 'red', fireAt: scene.now } as const;
    continued(scene, fireDue('sign', 'red'));
    expect(scene.events.at(-1)?.body).toMatchObject({ clock: 'sign', overdueBySystem: false });
    expect(asked(scene, red)).toEqual([]);
    expect(asked(scene, firing)).toEqual([]);
  });

  test('fires into nothing when it was stopped, when it never was, and when its generation is old', () => {
    const { scene, firing } = due('sign', 'red', ...dispatched);
    expect(asked(scene, { ...firing, subject: '00000000-0000-4000-8000-000000000009' })).toEqual([]);
    expect(asked(scene, { ...firing, gen: 2 })).toEqual([]);
    continued(scene, sign(municipal, 0));
    expect(asked(scene, firing)).toEqual([]);

    const extended = due('resolve', 'red', ...dispatched, sign());
    // The last moment in which an extension may still be asked for.
    extended.scene.now -= 1;
    continued(extended.scene, askExtension(3, municipal, 0), decideExtension(true));
    expect(asked(extended.scene, extended.firing)).toEqual([]);
    expect(asked(extended.scene, { ...extended.firing, gen: 2 })).toMatchObject([{ type: 'timer.breached' }]);
  });

  test('that comes after the end of the case fires into nothing and is no refusal', () => {
    const { scene, firing } = due('confirm', 'red', settle());
    continued(scene, confirm(), followUp());
    expect(asked(scene, firing)).toEqual([]);
  });

  test('an amber that comes after its red says nothing any more', () => {
    const { scene, firing } = due('sign', 'amber', ...dispatched);
    scene.now += 10 * 60_000;
    continued(scene, fireDue('sign', 'red'));
    expect(asked(scene, firing)).toEqual([]);
  });

  test('more than a minute after its moment it is late by the system’s fault', () => {
    const { scene, firing } = due('sign', 'red', ...dispatched);
    const fault = () => asked(scene, firing);
    scene.now = firing.fireAt + 60_000;
    expect(fault()).toMatchObject([{ body: { overdueBySystem: false } }]);
    scene.now += 1;
    expect(fault()).toMatchObject([{ body: { overdueBySystem: true } }]);
  });

  test('does not move the version that an act of a person is stale against', () => {
    const { scene } = due('sign', 'red', ...dispatched);
    const { actedVersion, version } = scene.subject;
    continued(scene, fireDue('sign', 'red'));
    expect(scene.subject).toMatchObject({ actedVersion, version: version + 1 });
  });
});

test('a signature after the breach is accepted, and both facts stay', () => {
  const { scene, firing } = due('sign', 'red', ...dispatched);
  continued(scene, fireDue('sign', 'red'), sign(municipal, 2));
  const timer = scene.subject.timers.find((one) => one.clock === 'sign');
  expect(timer).toMatchObject({ redFiredAt: firing.fireAt, stoppedAt: firing.fireAt + 120_000 });
  expect(timer && tierOf(timer, scene.now)).toBe('late');
  const types = scene.events.map((event) => event.type);
  expect(types.slice(-2)).toEqual(['timer.breached', 'assignment.signed']);
});
