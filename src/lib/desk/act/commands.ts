import { isHeld, isLeading } from '#domain/assignment/assignment.ts';
import { lineage } from '#domain/area/area.ts';
import { mayDo, type ActName } from '#domain/case/act.ts';
import { isExcluded } from '#domain/case/excluded.ts';
import { ON_SHIFT } from '#domain/desk/colleague.ts';
import type { Department } from '#domain/department/department.ts';
import { m } from '$lib/paraglide/messages.js';
import { matterOf } from '../../case/words.ts';
import type { Desk } from '../desk.svelte.ts';
import type { Preset } from '../presets.ts';
import { actName } from '../words.ts';
import { ACT_KEYS, MANY } from './key.ts';
import { fits } from './match.ts';

export type Group = 'act' | 'department' | 'case' | 'go';

/** One thing that can be done from the palette or the menu of a row. */
export interface Command {
  id: string;
  group: Group;
  name: string;
  hint?: string;
  key?: string;
  /** Why it cannot be done now; it is listed all the same. */
  why?: string;
  run: () => void;
}

/** Every act of this person's role, those that are possible first. */
export function actCommands(desk: Desk): Command[] {
  const all = ACT_KEYS.filter(([act]) => mayDo(act, desk.seat.role)).map(([act, key]): Command => {
    const able = desk.able(act).length;
    const of = MANY.has(act) ? desk.subjects.length : desk.subject ? 1 : 0;
    return {
      ...{ id: act, group: 'act', name: actName(act), key, run: () => desk.begin(act) },
      ...(able === 0 && { why: of === 0 ? m.act_nothing_open() : m.act_not_now() }),
      ...(able > 0 && of > 1 && { hint: `${able}/${of}` }),
    };
  });
  const undo = desk.undo.length;
  const taken: Command = {
    ...{ id: 'undo', group: 'act', name: m.act_undo(), key: 'Z', run: () => void desk.takeBack() },
    ...(undo === 0 && { why: m.act_nothing_to_undo() }),
  };
  const claim: Command = {
    ...{ id: 'claim', group: 'act', name: m.act_claim(), key: 'V', run: () => void desk.claim() },
    ...(!desk.subject && { why: m.act_nothing_open() }),
  };
  return [...all, claim, taken].sort((a, b) => Number(a.why !== undefined) - Number(b.why !== undefined));
}

/** 改派 or 分拨 to a department at once: what is dragged there, or named in the palette. */
function sendingAct(desk: Desk): ActName | undefined {
  const { subjects, subject, marked } = desk;
  if (subjects.some((one) => one.assignments.some(isHeld))) return 'assignment.reassign';
  return marked.size === 0 && subject && !subject.assignments.some(isLeading) ? 'case.dispatch' : undefined;
}

/** Begins to send what is chosen to this department: the dialog stands open with it filled in. */
export function sendTo(desk: Desk, { id }: Department): void {
  const act = sendingAct(desk);
  if (!act) return;
  desk.begin(
    act,
    act === 'case.dispatch' ? { lead: id, supports: [], onSiteWithinMin: '60', requirement: '' } : { to: id },
  );
}

/** Why no case of these may go there; undefined where at least one may. */
function whyNot(desk: Desk, { id, areaCode }: Department): string | undefined {
  const { subjects } = desk;
  const act = sendingAct(desk);
  if (!act || desk.able(act).length === 0) return m.act_not_now();
  const here = subjects.filter((one) => lineage(one.place.areaCode).includes(areaCode));
  if (here.length === 0) return m.act_not_here();
  const allowed = here.filter((one) => !isExcluded(one, id));
  if (allowed.length === 0) return m.act_excluded();
  const free = allowed.filter(
    (one) => !one.assignments.some((duty) => isHeld(duty) && duty.departmentId === id),
  );
  return free.length === 0 ? m.act_holds_already() : undefined;
}

const MOST = 6;

/** What the words of a query find: acts, departments to send to, cases, and where to go. */
export function find(
  desk: Desk,
  words: readonly string[],
  presets: readonly Preset[],
  go: { filter: (preset: Preset) => void; to: (path: string) => void },
): Command[] {
  const sending = sendingAct(desk);
  const verb = sending === 'case.dispatch' ? m.desk_dispatch() : m.desk_reassign();
  const scope = scopeName(desk);
  const departments =
    words.length > 0
      ? [...desk.world.departments.values()]
          .map((one): Command => {
            const name = m.act_send_to({
              verb,
              scope,
              name: desk.language === 'zh' ? one.name : one.nameEn,
            });
            const why = whyNot(desk, one);
            return {
              id: `to-${one.id}`,
              group: 'department',
              name,
              ...(why && { why }),
              run: () => sendTo(desk, one),
            };
          })
          .filter(({ name }) => fits(name, words))
          .sort((a, b) => Number(a.why !== undefined) - Number(b.why !== undefined))
          .slice(0, MOST)
      : [];
  const cases: Command[] = [];
  for (const one of words.length === 0 ? [] : desk.cases.values()) {
    if (cases.length === MOST) break;
    const name = `${one.number} ${matterOf(one, desk.world.names, desk.language)} ${one.place.label}`;
    if (fits(name, words))
      cases.push({ id: one.id, group: 'case', name, run: () => (desk.selected = one.id) });
  }
  const places: Command[] = [
    ...presets.map((preset, n): Command => ({
      id: `filter-${preset.key}`,
      group: 'go',
      name: m.act_go_filter({ name: preset.name }),
      key: String(n + 1),
      run: () => go.filter(preset),
    })),
    ...(ON_SHIFT.includes(desk.seat.role)
      ? [{ id: 'handover', group: 'go' as const, name: m.handover_go(), run: () => go.to('/desk/handover') }]
      : []),
    { id: 'insight', group: 'go', name: m.act_go_insight(), run: () => go.to('/insight') },
  ];
  return [
    ...actCommands(desk).filter(({ name }) => fits(name, words)),
    ...departments,
    ...cases,
    ...places.filter(({ name }) => fits(name, words)),
  ];
}

/** For what the next act is: 已选 3 件, or the number of the open case. */
export const scopeName = (desk: Desk): string =>
  desk.marked.size > 0 ? m.act_chosen({ n: desk.marked.size }) : (desk.subject?.number ?? '');
