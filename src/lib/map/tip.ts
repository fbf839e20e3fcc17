import { isOpenAt } from '#domain/site/site.ts';
import { timerOf } from '#domain/timer/timer.ts';
import { m } from '$lib/paraglide/messages.js';
import { reading, type Deadline } from '../ui/countdown.ts';
import { clockName, glue, lookName, spanUnits } from '../ui/words.ts';
import type { Inputs } from './composition.ts';
import type { Hit } from './hit.ts';
import { rulingTimer } from './mark.ts';

/** What stands beside the pointer, in two lines: what this is, and how it stands. */
export interface Tip {
  title: string;
  state: string;
}

/** Nothing is said of a cluster: its number says it. */
export function tipOf(hit: Hit, inputs: Inputs): Tip | undefined {
  const { cases, names, language, now } = inputs;
  if (hit.kind === 'cluster') return undefined;
  if (hit.kind === 'site') {
    const site = inputs.sites.find((one) => one.id === hit.siteId);
    if (!site) return undefined;
    const load = [...cases.values()].filter(
      (one) => one.closedAt === null && one.place.siteId === site.id,
    ).length;
    const open = isOpenAt(site, now) ? m.shell_map_site_open() : m.shell_map_site_closed();
    return {
      title: language === 'zh' ? site.name : site.nameEn,
      state: `${open} · ${m.shell_map_open({ n: load })}`,
    };
  }
  const subject = cases.get(hit.caseId);
  if (!subject) return undefined;
  if (hit.kind === 'case') {
    const what = subject.matterCode
      ? names.matter(subject.matterCode, language)
      : names.kind(subject.kind, language);
    const where = subject.place.label || names.area(subject.place.areaCode, language);
    const timer = rulingTimer(subject.timers, now);
    return { title: `${what} · ${where}`, state: timer ? stateOf(timer, inputs) : '' };
  }
  const assignment = subject.assignments.find((one) => one.id === hit.assignmentId);
  const timer = timerOf(subject.timers, 'sign', hit.assignmentId);
  if (!assignment) return undefined;
  return {
    title: names.department(assignment.departmentId, language),
    state: timer ? stateOf(timer, inputs) : '',
  };
}

function stateOf(timer: Deadline, { now, stale }: Inputs): string {
  const { word, look, figure } = reading(timer, now, spanUnits(), stale);
  const words = {
    left: m.shell_left(),
    over: m.shell_over(),
    due: m.shell_due(),
    taken: lookName(look),
    paused: lookName(look),
  };
  return `${clockName(timer.clock)}${glue()}${words[word]} ${figure}`;
}
