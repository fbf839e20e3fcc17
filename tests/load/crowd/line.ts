import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Act } from './life.ts';

/** What became of one command. */
export interface Outcome {
  id: string;
  /** accepted: the server said so; refused: a final word; silent: nobody ever answered. */
  fate: 'accepted' | 'refused' | 'silent';
  /** The names of the facts, or the code of the refusal. */
  events: string[];
  code: string;
  caseId: string;
  receipt: string;
  attempts: number;
  /** From the first attempt to the answer. */
  tookMs: number;
  /** When it was answered, on the process's monotonic clock. */
  answeredAt: number;
  /** Where it was sent. */
  url: string;
}

interface Answered {
  status: number;
  refused?: string;
  caseId?: string;
  events?: string[];
  receipt?: string;
}

const ANSWER_WITHIN_MS = 10_000;
/** What the browser also sends again (src/lib/live/outbox.ts): nothing was decided. */
const PASSING = new Set(['busy', 'too-many']);

export interface SendOptions {
  cookie?: string | undefined;
  /** The command's own id, kept over all attempts. */
  id?: string;
  /** After so long nobody tries any more. */
  patienceMs?: number;
  /** Told of every attempt that decided nothing: a code, a status, or that there was no answer. */
  onPassing?: (word: string) => void;
}

/** Sends a command until it is answered for good, under one id, as a browser's outbox does. */
export async function send(url: string, act: Act, options: SendOptions = {}): Promise<Outcome> {
  const { id = randomUUID(), cookie, patienceMs = 90_000, onPassing } = options;
  const begun = performance.now();
  const { type, caseId, body } = act;
  const envelope = JSON.stringify({ id, type, ...(caseId === undefined ? {} : { caseId }), body });
  for (let attempts = 1; ; attempts += 1) {
    const answer = await attempt(url, envelope, cookie, id);
    const answeredAt = performance.now();
    const tookMs = answeredAt - begun;
    const told = { id, url, attempts, tookMs, answeredAt, caseId: answer?.caseId ?? caseId ?? '' };
    if (answer && answer.refused === undefined && answer.status < 500)
      return {
        ...told,
        fate: 'accepted',
        events: answer.events ?? [],
        code: '',
        receipt: answer.receipt ?? '',
      };
    if (answer?.refused !== undefined && answer.status < 500 && !PASSING.has(answer.refused))
      return { ...told, fate: 'refused', events: [], code: answer.refused, receipt: '' };
    onPassing?.(answer ? (answer.refused ?? `status ${answer.status}`) : 'no answer');
    if (tookMs > patienceMs) return { ...told, fate: 'silent', events: [], code: '', receipt: '' };
    await pause(Math.min(2_000, 100 * 2 ** Math.min(5, attempts)));
  }
}

/** Undefined where there was no answer, or none in time. */
async function attempt(
  url: string,
  body: string,
  cookie: string | undefined,
  id: string,
): Promise<Answered | undefined> {
  try {
    const response = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie === undefined ? from(id) : { cookie }) },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer = (await response.json()) as Omit<Answered, 'status'>;
    return { ...answer, status: response.status };
  } catch {
    return undefined;
  }
}

/** Each resident has a line of its own, as the balancer in front would say: quotas count reports by address. */
function from(id: string): Record<string, string> {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return { 'x-forwarded-for': `10.${bytes[0]}.${bytes[1]}.${bytes[2]}` };
}
