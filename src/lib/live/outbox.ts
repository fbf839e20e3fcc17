import type { ActName } from '#domain/case/act.ts';
import type { Accepted, ShownRefusal } from './command.ts';

/** An act that was refused after its screen had gone: kept, with what was typed, until the person has seen it. */
export interface Refused {
  act: Waiting;
  refusal: ShownRefusal;
}

/** An act of this person that has no answer yet. Its id is made once, so that sending it again is harmless. */
export interface Waiting {
  id: string;
  type: ActName;
  body: Record<string, unknown>;
  caseId?: string;
  /** The version that the person saw, where the act must be refused when somebody was faster. */
  expectedVersion?: number;
  /** What was put together on the screen: it stands there again when the act is refused. */
  typed?: Record<string, unknown>;
  /** When the person acted, by server time as it was known here: for the person only, the server stamps its own. */
  actedAt: number;
}

export const without = (queue: readonly Waiting[], id: string): Waiting[] =>
  queue.filter((one) => one.id !== id);

/**
 * What an answer means for the act in the queue. Nothing was decided where the line was down, the database
 * busy or the session over: the act stays and is sent again. Everything else is a final word of the server.
 */
export function fateOf(answer: Accepted | ShownRefusal): 'done' | 'kept' | 'refused' {
  if (!('refused' in answer)) return 'done';
  const passing: ShownRefusal['refused'][] = ['unsent', 'busy', 'too-many', 'not-signed-in'];
  return passing.includes(answer.refused) ? 'kept' : 'refused';
}

/** Pauses between attempts: 2, 4, 8 … at most 30 s. */
export const pauseMs = (failures: number): number =>
  Math.min(30_000, 1_000 * 2 ** Math.min(10, Math.max(1, failures)));

/** The queue as it was stored; what is damaged or foreign is left out instead of being sent. */
export function parseQueue(text: string | null): Waiting[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isWaiting) : [];
  } catch {
    return [];
  }
}

/** What was refused and not yet seen, as it was stored. */
export function parseRefused(text: string | null): Refused[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isRefused) : [];
  } catch {
    return [];
  }
}

function isRefused(value: unknown): value is Refused {
  const { act, refusal } = (value ?? {}) as Partial<Refused>;
  return isWaiting(act) && typeof refusal?.refused === 'string' && typeof refusal.zh === 'string';
}

function isWaiting(value: unknown): value is Waiting {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Waiting>;
  return (
    typeof one.id === 'string' &&
    typeof one.type === 'string' &&
    typeof one.body === 'object' &&
    one.body !== null &&
    typeof one.actedAt === 'number'
  );
}
