import type { ActName } from '#domain/case/act.ts';
import type { Details, RefusalCode } from '#domain/refusal.ts';

/** What the server answers to an accepted command. */
export interface Accepted {
  caseId: string;
  number: string;
  version: number;
  events: string[];
  receipt?: string;
}

/** A refusal with its sentences, or that the line is down: nothing was lost, the same id may be sent again. */
export interface ShownRefusal {
  refused: RefusalCode | 'unsent';
  details: Details;
  zh: string;
  en: string;
}

export interface Sending {
  /** Made once per act and kept for every repeat, so that a repeat is harmless. */
  id?: string;
  caseId?: string;
  /** The version that the person saw; an older one than the last act is refused. */
  expectedVersion?: number;
  /** 查询码, where the resident acts. */
  receipt?: string;
}

const UNSENT: ShownRefusal = {
  refused: 'unsent',
  details: {},
  zh: '没有信号，还未发送，内容已保留。连上后请再按一次。',
  en: 'No connection; it was not sent and is kept. Press again when the line is back.',
};

/** What is worth nothing later was not sent and is not kept. */
export const NO_LINE: ShownRefusal = {
  refused: 'unsent',
  details: {},
  zh: '没有信号，没有发送。连上后请再按一次。',
  en: 'No connection; it was not sent. Press again when the line is back.',
};

/** A line that does not answer for so long counts as down; the same id may be sent again. */
const ANSWER_WITHIN_MS = 10_000;

/** Sends one command through the one door. */
export async function act(
  type: ActName,
  body: Record<string, unknown>,
  sending: Sending = {},
): Promise<Accepted | ShownRefusal> {
  const { id = crypto.randomUUID(), caseId, expectedVersion, receipt } = sending;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (receipt !== undefined) headers['x-receipt-code'] = receipt;
  try {
    const response = await fetch('/api/v1/commands', {
      method: 'POST',
      headers,
      body: JSON.stringify({ id, type, caseId, expectedVersion, body }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer = (await response.json()) as Accepted | ShownRefusal;
    // A fault of the server is JSON as well, and says nothing about the command: it counts as not sent.
    return response.ok || wasRefused(answer) ? answer : UNSENT;
  } catch {
    return UNSENT;
  }
}

export const wasRefused = (answer: Accepted | ShownRefusal): answer is ShownRefusal => 'refused' in answer;
