import type { EventType } from '#domain/audit/event.ts';
import { sentence } from '#domain/audit/sentence.ts';
import { namesOf } from '#domain/area/names.ts';
import type { Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Language } from '#domain/language.ts';
import * as acts from './acts.ts';
import { after } from './given.ts';
import { LIVES } from './lives.ts';
import { enforcement, municipal, volunteer, world } from './world.ts';

const { report, accept, dispatch, draft, approve, decline, sign, supervise, fireDue } = acts;

/** Lives beside the common ones in which the second of two duties or orders is the one that is spoken of. */
const MORE: acts.Act[][] = [
  [acts.settle()],
  [acts.settle({ channel: 'site' }, volunteer)],
  [
    report(),
    accept(),
    draft('kz-stability'),
    decline(),
    draft('kz-enforcement', 'ps-market'),
    approve(),
    supervise('circular', ({ orders }) => ({ target: 'order', targetId: orders[1]?.id ?? '' })),
    sign(enforcement),
    fireDue('sign', 'amber'),
    fireDue('sign', 'red'),
    fireDue('sign', 'escalate-0'),
  ],
  [
    report(),
    accept(),
    dispatch(),
    sign(),
    acts.resolve(),
    acts.confirm(),
    acts.contest(municipal),
    acts.decideContest(false),
  ],
];

/** Every event of these lives, with the case as it stands after it. */
const EVENTS = [...Object.values(LIVES), ...MORE].flatMap((life) => {
  let subject: Case | undefined;
  return after(...life).events.map((event) => {
    subject = evolve(subject, event);
    return { event, subject };
  });
});

/** Every sentence that these lives tell of one type of event, each once. */
export function told(type: EventType, language: Language): string[] {
  const ones = EVENTS.filter(({ event }) => event.type === type);
  return [...new Set(ones.map(({ event, subject }) => sentence(event, subject, namesOf(world), language)))];
}
