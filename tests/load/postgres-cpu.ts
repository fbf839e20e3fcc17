import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts what ended children used in ticks of 10 ms. */
const TICK_MS = 10;

/** Milliseconds of processor time that a Postgres has used: of the postmaster, its living children and those it saw end. */
export function postgresCpuMs(postmaster: number): number {
  const own = statOf(postmaster);
  if (!own) throw new Error(`no process ${postmaster}`);
  const ended = (Number(own[13]) + Number(own[14])) * TICK_MS;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[1]) === postmaster);
  return [postmaster, ...children].reduce((sum, pid) => sum + runMs(pid), ended);
}

/** Milliseconds of processor time that a living process has used, all of its threads together. */
export function processCpuMs(pid: number): number {
  const own = statOf(pid);
  if (!own) throw new Error(`no process ${pid}`);
  return (Number(own[11]) + Number(own[12])) * TICK_MS;
}

/** The parent of a backend. */
export const parentOf = (pid: number): number => Number(statOf(pid)?.[1]);

/** The fields of /proc/PID/stat after the name: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** In nanoseconds in the first field, and so exact over seconds. */
function runMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
