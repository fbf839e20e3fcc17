import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** One question to a child and its answer; a child answers one after the other. */
export interface Child<Ask, Answer> {
  ask(question: Ask): Promise<Answer>;
  end(): Promise<void>;
}

/** Starts a program of this folder as a process of its own, which ends with this one at the latest. */
export function startChild<Ask extends object, Answer>(file: string): Child<Ask, Answer> {
  const child: ChildProcess = fork(new URL(file, import.meta.url));
  const ended = once(child, 'exit');
  return {
    ask: async (question) => {
      child.send(question);
      const [said] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
      if (typeof said !== 'object' || said === null) throw new Error(`${file} ended: ${String(said)}`);
      if ('fault' in said) throw new Error(`${file}: ${String(said.fault)}`);
      return said as Answer;
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** The child's side: answers each question, a fault too, and ends when nobody can ask any more. */
export function answerAs<Ask>(answer: (question: Ask) => Promise<object>): void {
  process.on('message', (question: Ask) => {
    answer(question)
      .catch((fault: unknown) => ({ fault: fault instanceof Error ? fault.stack : String(fault) }))
      .then((said) => process.send?.(said))
      .catch(() => process.exit(1));
  });
  process.on('disconnect', () => process.exit(0));
}

/** Microseconds of the machine's monotonic clock, the same in every process. */
export const monotonicUs = (): number => Number(process.hrtime.bigint() / 1000n);
