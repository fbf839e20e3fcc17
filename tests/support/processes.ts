import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { isAlive } from '#server/launch/process-identity.mjs';

export const projectRoot = join(import.meta.dirname, '..', '..');
export const isRoot = process.getuid?.() === 0;
/** An ordinary user that every system has. */
export const nobody = { uid: 65_534, gid: 65_534 };

/** A program that was started, and what it has printed so far. */
export interface Started {
  child: ChildProcess;
  output(): string;
  /** Answers the first match; fails with the whole output if the program ends or takes too long. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

interface StartOptions {
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
  detached?: boolean;
  command?: string;
}

/** Runs a program of the project under the Node that runs the tests, with an environment of its own. */
export function startProgram(args: string[], options: StartOptions = {}): Started {
  const { env = {}, command = process.execPath, ...rest } = options;
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: tmpdir(), TMPDIR: tmpdir(), ...env },
    ...rest,
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.once('close', (code, signal) => done(code ?? signal ?? -1));
  });
  const says = (pattern: RegExp) =>
    vi.waitUntil(
      () => {
        const found = pattern.exec(text);
        if (!found && child.exitCode !== null) throw new Error(`it ended without ${pattern}:\n${text}`);
        return found;
      },
      { timeout: 60_000, interval: 20 },
    );
  return { child, output: () => text, says, ended };
}

/** A folder that everybody may enter, which the caller removes. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'faling-launch-'));
  chmodSync(dir, 0o755);
  return dir;
}

export function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
}

export async function untilGone(pid: number): Promise<void> {
  await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000, interval: 10 });
}
