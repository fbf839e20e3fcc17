import * as v from 'valibot';

/** 在看 · 正在操作: a dialog is open, or something is being typed. */
export const DOINGS = ['looking', 'acting'] as const;
export type Doing = (typeof DOINGS)[number];

/** client → server: which case stands on this desk now, and whether somebody is at work on it. */
export const LOOK = v.strictObject({
  caseId: v.nullable(v.pipe(v.string(), v.uuid())),
  doing: v.picklist(DOINGS),
});
export type Look = v.InferOutput<typeof LOOK>;

/** Somebody at a case, at one desk: a person with two windows is at two. */
export interface Present {
  /** Of the window, for as long as its line stands. */
  seat: string;
  personId: string;
  name: string;
  caseId: string;
  doing: Doing;
}

/** 认领: somebody has said "I have it". It forbids nobody anything, and ends by itself. */
export interface Claim {
  caseId: string;
  personId: string;
  name: string;
  /** From this message on, by nobody's wall clock; 0 or less says that nobody has it any more. */
  remainingMs: number;
}

/** server → client: who came, went or does something else, and which claims changed; `whole` the first time. */
export interface PresenceMessage {
  /** The seat of the one that is told. */
  own: string;
  whole: boolean;
  people: Present[];
  /** Seats that are at no case any more. */
  gone: string[];
  claims: Claim[];
}

/** A claim ends after so long without any input by its person. */
export const CLAIM_MS = 5 * 60_000;
