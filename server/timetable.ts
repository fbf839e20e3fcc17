import { DIGEST_MS, HEARTBEAT_MS } from '#domain/feed.ts';

/** One piece of work that every process does again and again. */
export interface Recurring {
  /** How long it rests at most between two turns, in milliseconds. */
  everyMs: number;
  does: string;
  /** Why nothing happens twice, and nothing is missed, when every process does it at once. */
  safe: string;
}

/**
 * ALL recurring work of a process. Nothing in the server recurs that does not stand here, and nobody leads: each piece is
 * safe to do in every process at once. `docs/operations.md` shows this table; a test holds one to the other.
 */
export const TIMETABLE = {
  'feed poll': {
    everyMs: 250,
    does: 'reads what follows the last number; a poke after a commit and NOTIFY only make it sooner',
    safe: 'reads only; each process follows the feed for its own screens',
  },
  'timer sweep': {
    everyMs: 250,
    does: 'fires the timers that are due; sleeps until the next deadline if that is nearer',
    safe: 'a locked case is skipped, and a second effect of a timer violates its key',
  },
  'city clock': {
    everyMs: 2_000,
    does: "measures the database's clock, for what is shown and never to decide",
    safe: 'reads only',
  },
  premises: {
    everyMs: 2_000,
    does: 'looks whether the world, the lexicon or the rules were changed, and reads them again',
    safe: 'reads only; decisions look for themselves, in their own transaction',
  },
  epoch: {
    everyMs: 1_000,
    does: 'looks whether the feed was exchanged by a restore or a promotion, and if so ends the process',
    safe: 'reads only; the process is started again and all of its screens take a snapshot',
  },
  revocation: {
    everyMs: 4_000,
    does: 'cuts the sockets whose session or device is gone, or whose rights hold their view no more',
    safe: 'each process looks after its own sockets',
  },
  walls: {
    everyMs: 1_000,
    does: 'tells each wall how it is set up and what a desk put on it, where that has changed',
    safe: 'reads only; each process looks after its own sockets',
  },
  heartbeat: {
    everyMs: HEARTBEAT_MS,
    does: 'tells every screen the time and how far the feed was read',
    safe: 'each process looks after its own sockets',
  },
  'slow screens': {
    everyMs: 1_000,
    does: 'cuts sockets that do not take what they are sent; they come back and resume',
    safe: 'each process looks after its own sockets',
  },
  presence: {
    everyMs: 5_000,
    does: 'tells the other processes who is at which case here, forgets those of a process that is gone, and reads the claims',
    safe: 'each process speaks for its own sockets; claims are read only',
  },
  whereabouts: {
    everyMs: 60_000,
    does: 'deletes where volunteers on duty were more than 15 minutes ago',
    safe: 'deleting what another process has deleted changes nothing',
  },
  digest: {
    everyMs: DIGEST_MS,
    does: 'sends each room what its board must be equal to',
    safe: 'reads only; each process looks after its own rooms',
  },
  watch: {
    everyMs: 30_000,
    does: 'finds what no single case shows: surges, clusters, recurrences, streaks, doubts',
    safe: "a finding's command has an id that follows from the finding, so that it happens once",
  },
  'feed watchdog': {
    everyMs: 60_000,
    does: 'holds the feed against the log: no event without a number, no number without an event',
    safe: 'reads only',
  },
  'audit chain': {
    everyMs: 5_000,
    does: 'appends to the audit chains what was committed and noted since, and settles numbers that come late',
    safe: 'an advisory lock lets one process append; another one leaves it to that one',
  },
  'audit anchor': {
    everyMs: 30_000,
    does: 'signs the heads of the chains every five minutes, and sends what the sink has not yet taken',
    safe: 'an advisory lock lets one process sign, a claim one of them send; a line sent twice says the same',
  },
  moments: {
    everyMs: 60_000,
    does: 'keeps the cases of the city as they stood at each half hour, for rewinding a wall',
    safe: 'a moment follows from the log alone and is kept once, whoever makes it',
  },
  search: {
    everyMs: 60_000,
    does: 'makes the tokens of cases that have none of the present revision',
    safe: 'a locked case is skipped, and making the same tokens twice changes nothing',
  },
  retention: {
    everyMs: 3_600_000,
    does: 'deletes expired sessions, verifications and quotas, and the ids of commands older than 30 days',
    safe: 'deleting what another process has deleted changes nothing; rows in work are skipped',
  },
  'personal data': {
    everyMs: 3_600_000,
    does: 'deletes what the enacted times of keeping say: contacts, photographs, words, acknowledgements of screens',
    safe: 'a locked case is skipped, and what is deleted already is due no more',
  },
  baton: {
    everyMs: 1_000,
    does: 'in a demonstration only: takes the day simulator over when nobody plays it',
    safe: "an advisory lock: one process holds it, and Postgres takes it back when that one's connection ends",
  },
} as const satisfies Record<string, Recurring>;

export type WorkName = keyof typeof TIMETABLE;

/** @returns how long this work rests at most, in milliseconds */
export const everyMs = (name: WorkName): number => TIMETABLE[name].everyMs;
