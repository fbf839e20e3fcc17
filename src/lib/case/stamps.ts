import { CHANNEL_WORDS } from '#domain/audit/words.ts';
import { DURATION, STATE_WORDS } from '#domain/audit/words.ts';
import type { Case } from '#domain/case/case.ts';
import type { Language } from '#domain/language.ts';
import { timerOf } from '#domain/timer/timer.ts';
import { m } from '$lib/paraglide/messages.js';
import { dueTime } from '../ui/moment.ts';
import type { Step } from '../ui/Stepper.svelte';

/** 五个一 as five steps: when each happened and how long it took, when the current one is due, and detours beside it. */
export function stampsOf(subject: Case, now: number, language: Language): Step[] {
  const { discoveredAt, acceptedAt, resolvedAt, confirmedAt, fedBackAt, leg } = subject;
  const took = (from: number | null, to: number | null): string | undefined =>
    from === null || to === null ? undefined : DURATION[language](to - from);
  const rows = [
    { id: 'discovered', name: m.shell_stage_discovered(), at: discoveredAt, clock: null, note: CHANNEL_WORDS[subject.channel][language] },
    { id: 'accepted', name: m.shell_stage_accepted(), at: acceptedAt, clock: 'accept', note: took(discoveredAt, acceptedAt) },
    { id: 'resolved', name: m.shell_stage_resolved(), at: resolvedAt, clock: 'resolve', note: took(acceptedAt, resolvedAt) },
    { id: 'confirmed', name: m.shell_stage_confirmed(), at: confirmedAt, clock: 'confirm', note: took(resolvedAt, confirmedAt) },
    { id: 'fed-back', name: m.shell_stage_fed_back(), at: fedBackAt, clock: 'feedback', note: took(confirmedAt, fedBackAt) },
  ] as const; // prettier-ignore
  const current = subject.closedAt === null ? rows.findIndex((row) => row.at === null) : -1;
  return rows.map(({ id, name, at, clock, note }, index): Step => {
    if (at !== null) return { id, name, state: 'done', note, detail: dueTime(at, now) };
    if (index !== current) return { id, name, state: 'ahead' };
    const due = clock && timerOf(subject.timers, clock, subject.id)?.dueAt;
    const detour =
      leg > 1 && id === 'resolved' ? m.desk_leg({ n: leg }) : STATE_WORDS[subject.state][language];
    return {
      id,
      name,
      state: 'current',
      note: detour,
      detail: due ? m.desk_before({ at: dueTime(due, now) }) : undefined,
    };
  });
}
