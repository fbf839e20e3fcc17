import type { Policy } from './policy.ts';

/**
 * The limits a new installation starts from. The first five come from the report (Legal Daily,
 * 2021-08-18): a post noticed after half an hour, passed on within the day, received in five to ten
 * minutes, first contact after eight; the others are public practice of 12345 platforms.
 * How long a supervision may wait for its answer, who is called, who is told of a delay and what a warning is raised
 * on are defaults of ours.
 */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  effectiveFrom: 0,
  extensions: 1,
  suspension: { capWorkdays: 10, times: 1 },
  supervision: {
    urge: { amount: 2, unit: 'workhour' },
    yellow: { amount: 1, unit: 'workday' },
    red: { amount: 2, unit: 'workday' },
    circular: { amount: 3, unit: 'workday' },
  },
  followup: { share: 0.1, quickMin: 10, lastShare: 0.02 },
  warnings: {
    surge: { windowMin: 60, historyDays: 28, least: 3, chance: 0.001 },
    cluster: {
      radiusM: 500,
      windows: [
        { hours: 24, least: 5 },
        { hours: 168, least: 10 },
      ],
    },
    recurrence: { radiusM: 150, withinDays: 30, least: 1 },
    streak: { clocks: ['sign', 'contact', 'arrive', 'resolve'], least: 5, withinDays: 7 },
    doubt: { radiusM: 150, withinDays: 7 },
  },
  duplicates: { radiusM: 250, withinDays: 7 },
  escalations: [
    { to: 'department-head', afterShare: 0.5 },
    { to: 'street', afterShare: 1 },
    { to: 'district-supervisor', afterShare: 2 },
    // A secretary's absence goes to the deputy, and a supervision to the next measure: never to a third place as well.
    { clock: 'approve', to: 'street', afterShare: 1 },
    { clock: 'supervise', to: 'district-supervisor', afterShare: 1 },
    { clock: 'suspend', to: 'handler', afterShare: 1 },
    { clock: 'ratify', to: 'street', afterShare: 1 },
  ],
  rules: [
    { clock: 'accept', amount: 30, unit: 'minute', amberShare: 2 / 3 },
    { clock: 'dispatch', amount: 1, unit: 'today', amberShare: 0.75 },
    { clock: 'approve', amount: 10, unit: 'minute', amberShare: 0.5 },
    { clock: 'sign', amount: 10, unit: 'minute', amberShare: 0.5 },
    { clock: 'contact', amount: 30, unit: 'minute', amberShare: 2 / 3 },
    { clock: 'contact', urgency: 3, amount: 10, unit: 'minute', amberShare: 0.5 },
    { clock: 'arrive', amount: 60, unit: 'minute', amberShare: 0.75 },
    { clock: 'resolve', complexity: 'simple', amount: 2, unit: 'day', amberShare: 0.75 },
    { clock: 'resolve', complexity: 'complex', amount: 15, unit: 'workday', amberShare: 0.8 },
    { clock: 'confirm', amount: 1, unit: 'workday', amberShare: 0.75 },
    { clock: 'feedback', amount: 1, unit: 'workday', amberShare: 0.75 },
    { clock: 'suspend', amount: 10, unit: 'workday', amberShare: 0.9 },
    { clock: 'ratify', amount: 1, unit: 'workday', amberShare: 0.75 },
    { clock: 'supervise', amount: 1, unit: 'workday', amberShare: 0.5 },
  ],
};
