import { untrack } from 'svelte';
import type { ActName } from '#domain/case/act.ts';
import { act, type Accepted, type ShownRefusal } from './command.ts';
import { fateOf, parseQueue, parseRefused, pauseMs, without, type Refused, type Waiting } from './outbox.ts';

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
  readonly #refusedKey: string;
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
    this.#refusedKey = `${this.#key}.refused`;
    this.#queue = parseQueue(localStorage.getItem(this.#key));
    this.#refused = parseRefused(localStorage.getItem(this.#refusedKey));
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
  send(
    type: ActName,
    body: Record<string, unknown>,
    caseId?: string,
    seen: Pick<Waiting, 'expectedVersion' | 'typed'> = {},
  ): Promise<Accepted | ShownRefusal> {
    const id = crypto.randomUUID();
    const waiting: Waiting = { id, type, body, actedAt: this.#now(), ...(caseId ? { caseId } : {}), ...seen };
    const answer = new Promise<Accepted | ShownRefusal>((done) => this.#answers.set(id, done));
    this.#change((queue) => [...queue, waiting]);
    void this.#drain();
    return answer;
  }

  /** Takes back what was not sent, or puts away a refusal that was read. */
  dismiss(id: string): void {
    this.#keepRefused((refused) => refused.filter((one) => one.act.id !== id));
    if (this.#sending !== id) this.#change((queue) => without(queue, id));
  }

  /** Sends again by itself while there is something to send; answers with the function that ends it. */
  start(): () => void {
    const onLine = (): void => void this.#drain();
    const elsewhere = ({ key }: StorageEvent): void => {
      if (key === this.#key) this.#queue = parseQueue(localStorage.getItem(key));
      if (key === this.#refusedKey) this.#refused = parseRefused(localStorage.getItem(key));
    };
    addEventListener('online', onLine);
    addEventListener('storage', elsewhere);
    // Started within an effect, which must not run again because the queue has changed.
    untrack(onLine);
    return () => {
      removeEventListener('online', onLine);
      removeEventListener('storage', elsewhere);
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
        ...(first.expectedVersion ? { expectedVersion: first.expectedVersion } : {}),
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
    this.#change((queue) => without(queue, sent.id));
    const asked = this.#answers.get(sent.id);
    // Whoever still waits for the answer shows the refusal where the act was made; otherwise it is kept here.
    if (fate === 'refused' && !asked) {
      const fresh = { act: sent, refusal: answer as ShownRefusal };
      this.#keepRefused((refused) => [...refused.filter((one) => one.act.id !== sent.id), fresh]);
    }
    this.#answers.delete(sent.id);
    asked?.(answer);
    return true;
  }

  #answerAll(answer: Accepted | ShownRefusal): void {
    for (const done of this.#answers.values()) done(answer);
    this.#answers.clear();
  }

  #keepRefused(to: (refused: Refused[]) => Refused[]): void {
    this.#refused = to(parseRefused(localStorage.getItem(this.#refusedKey)));
    localStorage.setItem(this.#refusedKey, JSON.stringify(this.#refused));
  }

  /** Other windows of the same person keep theirs in the same place. */
  #change(to: (queue: Waiting[]) => Waiting[]): void {
    this.#queue = to(parseQueue(localStorage.getItem(this.#key)));
    localStorage.setItem(this.#key, JSON.stringify(this.#queue));
  }
}
