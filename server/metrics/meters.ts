import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ActName } from '#domain/case/act.ts';
import type { ResyncReason } from '#domain/feed.ts';
import { isRefusal, type RefusalCode } from '#domain/refusal.ts';

/** Seconds; up to what a screen may be late in any fault, so that the alerts' bounds are bounds of buckets. */
const DELAY_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 60, 600];

/**
 * What happened in this process since it began, as Prometheus reads it (docs/operations.md, "What to watch"). Labels are
 * words of this code and never somebody's: no account, no case, no address.
 */
export class Meters {
  readonly registry = new Registry();
  readonly #commands = this.#counter('commands_total', 'Commands by act and outcome.', ['type', 'outcome']);
  readonly #refusals = this.#counter('refusals_total', 'Refused commands and questions by code.', ['code']);
  readonly #commandTime = this.#histogram(
    'command_seconds',
    'From a command to its answer, retries included.',
  );
  readonly #late = this.#histogram(
    'timer_late_seconds',
    'How long after its instant a timer fired, in real time.',
  );
  readonly #emitted = this.#histogram(
    'commit_to_emit_seconds',
    'From the number that a fact took at commit until its frame left for a room; of a frame the oldest fact.',
  );
  readonly #received = this.#histogram(
    'commit_to_screen_seconds',
    'From the number that a fact took at commit until a screen said that its board holds it; of frames with orders, by screen.',
  );
  readonly #resyncs = this.#counter('resyncs_total', 'Screens that asked anew; digest is divergence.', [
    'reason',
  ]);
  readonly #snapshots = this.#counter('snapshots_total', 'Views read, and snapshots sent to screens.', [
    'step',
  ]);
  readonly #faults = this.#counter('faults_total', 'Faults of database or line that were logged.', ['where']);
  readonly #halted = this.#gauge(
    'feed_halted',
    '1 once this process found the feed broken and cut all screens.',
  );

  /** @param build the build that runs, a word for people; `pid` is on every line, because each process serves its own */
  constructor(build: string) {
    this.registry.setDefaultLabels({ pid: String(process.pid) });
    collectDefaultMetrics({ register: this.registry });
    this.#gauge('process_info', 'Always 1; names the build.', ['build']).set({ build }, 1);
    // What never happened is told as 0, so that its first time is a step that an alert can see.
    for (const reason of ['gap', 'digest', 'stale'] as const) this.#resyncs.inc({ reason }, 0);
    for (const step of ['taken', 'sent'] as const) this.#snapshots.inc({ step }, 0);
  }

  /** Carries a command out, times it and counts what became of it; a fault is passed on. */
  async command<T extends object>(type: ActName | 'malformed', work: () => Promise<T>): Promise<T> {
    const end = this.#commandTime.startTimer();
    let outcome: 'accepted' | 'refused' | 'failed' = 'failed';
    try {
      const answer = this.answered(await work());
      outcome = isRefusal(answer) ? 'refused' : 'accepted';
      return answer;
    } finally {
      end();
      this.#commands.inc({ type, outcome });
    }
  }

  /** Counts an answer if it is a refusal, and hands it on. */
  answered<T>(answer: T): T {
    if (isRefusal(answer)) this.#refusals.inc({ code: answer.refused satisfies RefusalCode });
    return answer;
  }

  /** @param lateMs of each timer that was fired, in real milliseconds */
  fired(lateMs: readonly number[]): void {
    for (const ms of lateMs) this.#late.observe(Math.max(0, ms) / 1_000);
  }

  /** @param delayMs from the commit of the oldest fact in a frame until the frame was handed to the sockets of a room */
  emitted(delayMs: number): void {
    this.#emitted.observe(Math.max(0, delayMs) / 1_000);
  }

  /** @param delayMs from the commit of the oldest fact in a frame until a screen's word that it has it was heard here */
  received(delayMs: number): void {
    this.#received.observe(Math.max(0, delayMs) / 1_000);
  }

  resynced(reason: ResyncReason): void {
    this.#resyncs.inc({ reason });
  }

  snapshot(step: 'taken' | 'sent'): void {
    this.#snapshots.inc({ step });
  }

  /** @param where the name of a piece of this code */
  fault(where: string): void {
    this.#faults.inc({ where });
  }

  halted(): void {
    this.#halted.set(1);
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name: `faling_${name}`, help, labelNames, registers: [this.registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name: `faling_${name}`, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name: `faling_${name}`, help, buckets: DELAY_S, registers: [this.registry] });
  }
}
