/** What the screens heard of one run, in milliseconds from the commit: to any screen, and to the last one. */
export interface Heard {
  p50: number;
  p99: number;
  lastP50: number;
  lastP99: number;
  deliveries: number;
  frames: number;
  /** Deliveries that did not come, came twice, or came in the wrong order: anything but 0 is a defect. */
  missing: number;
  double: number;
  disorder: number;
  /** Commands that were answered before any screen heard of their fact, as a share. */
  answeredFirst: number;
  /** A message with one fact, as it came. */
  sample: string;
}

/** One run of one arm. */
export interface Run extends Omit<Heard, 'sample'> {
  facts: number;
  /** Processor time of the server process, in milliseconds. */
  cpuMs: number;
  /** Resident memory of the server process while its screens were connected, in MB. */
  rssMb: number;
  /** From the call of a command to its answer, in milliseconds. */
  answerP50: number;
  answerP99: number;
}

/** Nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
