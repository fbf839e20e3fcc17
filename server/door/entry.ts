import * as v from 'valibot';
import type { Pair } from '#domain/language.ts';
import type { KeyScope } from '#domain/person/key.ts';
import { isAdministrator, ROLES, type Role } from '#domain/person/person.ts';
import type { Refusal, RefusalCode } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import type { Keeping } from '#server/audit/keeping.ts';
import type { CityClock } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import type { Answers, EntryName } from '#server/door/answers.ts';
import type { PlacedClaim } from '#server/presence/claim.ts';
import type { Premises } from '#server/premises.ts';
import type { QuotaName } from '#server/quota/quotas.ts';
import type { Turnstile } from '#server/quota/turnstile.ts';

/** What the queries behind the door are answered from. */
export interface Inside {
  desk: Desk;
  /** For the tables of accounts, sessions, devices and keys, which the rights of a viewer do not narrow. */
  accounts: Database;
  clock: CityClock;
  premises: Pick<Premises, 'worldData' | 'lexicon'>;
  build: string;
  keeping: Keeping;
  /** Told of each claim that was made, renewed or given up; what is wrong with it heals at the next look. */
  claimed: (claim: PlacedClaim) => void;
  turnstile: Turnstile;
}

/** Who may ask: a role of the staff, somebody who has yet to finish signing in, a wall, a partner by its key, a resident by a receipt code, or anybody at all. */
export const ASKERS = [...ROLES, 'newcomer', 'device', 'partner', 'resident', 'nobody'] as const;
export type Asker = (typeof ASKERS)[number];

export const STAFF: readonly Role[] = ROLES;
/** Those who handle cases; the three administrators handle none (domain: "Who uses it"). */
export const HANDLERS: readonly Role[] = ROLES.filter((role) => !isAdministrator(role));

export function askerOf(viewer: Viewer): Asker {
  if (viewer.kind === 'person') return viewer.person.role;
  if (viewer.kind === 'resident') return viewer.caseId === null ? 'nobody' : 'resident';
  return viewer.kind;
}

/**
 * One thing that may be asked through the door. Whatever stands in no entry cannot be asked, and who stands not in
 * `by` is refused before anything is read.
 */
export interface Entry<N extends EntryName = EntryName> {
  name: N;
  method: 'GET' | 'POST' | 'PUT';
  /** Below /api/v1; a part in braces is a field of the input. */
  path: string;
  about: Pair;
  by: readonly Asker[];
  /** What anybody else is told, where more can be said than that it is not allowed. */
  denied?: RefusalCode;
  /**
   * Why it is answered from more than the viewer reaches: it counts, or leads to nothing that could be opened. Without a
   * reason, no row exists for it beyond the viewer's rights.
   */
  beyond?: string;
  /**
   * It reads and writes no case, and keeps what transactions it needs itself: a password that is looked at would hold one
   * open for longer than any may be idle. No row of a case exists for it.
   */
  apart?: true;
  /** It only reads, but that it was asked is written down: its transaction may write. */
  notes?: true;
  /** What a partner's key must have been given to ask this; without it no key is asked for more than that it holds. */
  scope?: KeyScope;
  /** What each time over HTTP is counted under, by the account, beside what every request is. */
  quota?: QuotaName;
  /** Answered once, with everything in sight of the person and of those it acts for; else in one capacity after the other. */
  together?: true;
  /** Of a GET: the parts of the path and the query, all strings. Of others: the parts of the path and the JSON body. */
  input: v.GenericSchema;
  run: (inside: Inside, viewer: Viewer, input: never) => Promise<Answers[N] | Refusal>;
}

/** An entry whose `run` is given what its schema made of the input. */
export function entry<N extends EntryName, S extends v.GenericSchema>(
  one: Omit<Entry<N>, 'input' | 'run'> & {
    input: S;
    run: (
      inside: Inside,
      viewer: Viewer,
      input: v.InferOutput<S>,
    ) => Promise<Answers[N] | Refusal> | Answers[N] | Refusal;
  },
): Entry<N> {
  return { ...one, run: async (inside, viewer, input) => one.run(inside, viewer, input) };
}

export const nothing = v.strictObject({});
