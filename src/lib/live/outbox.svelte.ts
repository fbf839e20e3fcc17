import { untrack } from 'svelte';
import type { ActName } from '#domain/case/act.ts';
import { act, type Accepted, type ShownRefusal } from './command.ts';
import { fateOf, parseQueue, pauseMs, without, type Waiting } from './outbox.ts';

/** An act that was sent later and then refused: shown until the person has seen it. */
export interface Refused {
  act: Waiting;
  refusal: ShownRefusal;
}

/**
 * 还未发送: the acts of one person on this device that the server has not answered. Each is stored before it is
 * sent, so that closing the page loses nothing, and the queue keeps its order, because a signature comes before
 * an arrival. An act counts as done only by the server's answer.
 */
export class Outbox {
  #queue = $state.raw<Waiting[]>([]);
  #sending = $state<string | null>(null);
  #refused = $state.raw<Refused[]>([]);
  #signedOut = $state(false);
  #failures = $state(0);
  readonly #key: string;
  readonly #now: () => number;
  readonly #answers = new Map<string, (answer: Accepted | ShownRefusal) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param personId the queue of one person is never sent by another who signs in on the same device
   * @param now server time, which goes on while the line is down
   */
  constructor(personId: string, now: () => number) {
    this.#now = now;
    this.#key = `faling.outbox.${personId}`;
    this.#queue = parseQueue(localStorage.getItem(this.#key));
    // What was stored by an earlier page has failed at least once.
    this.#failures = this.#queue.length > 0 ? 1 : 0;
  }

  /** Acts whose sending failed, oldest first; the one that is being sent for the first time is not among them. */
  get unsent(): readonly Waiting[] {
    return this.#failures === 0 ? [] : this.#queue;
  }
  get refused(): readonly Refused[] {
    return this.#refused;
  }
  /** True when only a new sign-in can send what waits. */
  get signedOut(): boolean {
    return this.#signedOut;
  }

  unsentOf(caseId: string): readonly Waiting[] {
    return this.unsent.filter((one) => one.caseId === caseId);
  }

  /** True while an act on this case is on its way for the first time. */
  isSending(caseId: string | undefined): boolean {
    return this.#failures === 0 && this.#queue.some((one) => one.caseId === caseId);
  }

  /** Stores and sends; the answer `unsent` means that it is kept and will be sent by itself. */
  send(type: ActName, body: Record<string, unknown>, caseId?: string): Promise<Accepted | ShownRefusal> {
    const id = crypto.randomUUID();
    const waiting: Waiting = { id, type, body, actedAt: this.#now(), ...(caseId ? { caseId } : {}) };
    const answer = new Promise<Accepted | ShownRefusal>((done) => this.#answers.set(id, done));
    this.#store([...this.#queue, waiting]);
    void this.#drain();
    return answer;
  }

  /** Takes back what was not sent, or puts away a refusal that was read. */
  dismiss(id: string): void {
    this.#refused = this.#refused.filter((one) => one.act.id !== id);
    if (this.#sending !== id) this.#store(without(this.#queue, id));
  }

  /** Sends again by itself while there is something to send; answers with the function that ends it. */
  start(): () => void {
    const onLine = (): void => void this.#drain();
    addEventListener('online', onLine);
    // Started within an effect, which must not run again because the queue has changed.
    untrack(onLine);
    return () => {
      removeEventListener('online', onLine);
      clearTimeout(this.#timer);
    };
  }

  async #drain(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending !== null) return;
    for (let first = this.#queue[0]; first; first = this.#queue[0]) {
      this.#sending = first.id;
      const answer = await act(first.type, first.body, {
        id: first.id,
        ...(first.caseId ? { caseId: first.caseId } : {}),
      });
      this.#sending = null;
      if (!this.#settle(first, answer)) return;
    }
  }

  /** True when the next one may be sent. */
  #settle(sent: Waiting, answer: Accepted | ShownRefusal): boolean {
    const fate = fateOf(answer);
    this.#signedOut = 'refused' in answer && answer.refused === 'not-signed-in';
    if (fate === 'kept') {
      this.#failures += 1;
      this.#timer = setTimeout(() => void this.#drain(), pauseMs(this.#failures));
      this.#answerAll(answer);
      return false;
    }
    this.#failures = 0;
    this.#store(without(this.#queue, sent.id));
    const asked = this.#answers.get(sent.id);
    // Whoever still waits for the answer shows the refusal where the act was made; otherwise it is kept here.
    if (fate === 'refused' && !asked) {
      this.#refused = [...this.#refused, { act: sent, refusal: answer as ShownRefusal }];
    }
    this.#answers.delete(sent.id);
    asked?.(answer);
    return true;
  }

  #answerAll(answer: Accepted | ShownRefusal): void {
    for (const done of this.#answers.values()) done(answer);
    this.#answers.clear();
  }

  #store(queue: Waiting[]): void {
    this.#queue = queue;
    localStorage.setItem(this.#key, JSON.stringify(queue));
  }
}
