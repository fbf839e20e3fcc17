import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Process ids are used again after a crash, so that an id alone proves nothing. Together with the moment
 * at which the process began, it names one process for as long as the machine is up.
 */

/**
 * @param {number} pid
 * @returns {boolean} true if a process with this id exists, whoever owns it
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return !isZombie(pid);
}

/**
 * @param {number} pid
 * @returns {string | null} when the process began, comparable for equality only; null if it does not exist
 */
export function beginningOf(pid) {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${procStat(pid)?.[19] ?? ''}`;
  }
  if (process.platform === 'win32') return 'alive';
  return ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/**
 * @param {number} pid
 * @returns {string} the command line of the process, its arguments joined by blanks; empty if unknown
 */
export function commandLineOf(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  if (process.platform === 'win32') return '';
  return ask('ps', ['-ww', '-o', 'command=', '-p', String(pid)]) ?? '';
}

/** A process that ended and was not yet waited for holds its id but no file, socket or memory any more. */
function isZombie(pid) {
  return process.platform === 'linux' && procStat(pid)?.[0] === 'Z';
}

/** The fields of proc_pid_stat(5) after the command's name, which may itself hold blanks and brackets. */
function procStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function ask(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
