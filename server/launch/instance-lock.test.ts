import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireNoInstance, takeLock } from '#server/launch/instance-lock.mjs';
import { beginningOf } from '#server/launch/process-identity.mjs';

let dir: string;
let other: ChildProcess;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'faling-lock-'));
  other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)']);
  await once(other, 'spawn');
});

afterEach(() => {
  other.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

const lock = () => join(dir, 'instance.lock');
const holdBy = (pid: number, began: string | null) => writeFileSync(lock(), JSON.stringify({ pid, began }));

test('a living holder is named, and its lock is left alone', () => {
  holdBy(other.pid!, beginningOf(other.pid!));
  const before = readFileSync(lock(), 'utf8');
  const refusal = expect.objectContaining({
    code: 'already-running',
    message: expect.stringContaining(String(other.pid)),
  });
  expect(() => takeLock(dir)).toThrow(refusal);
  expect(() => requireNoInstance(dir)).toThrow(refusal);
  expect(readFileSync(lock(), 'utf8')).toBe(before);
  expect(readdirSync(dir)).toEqual(['instance.lock']);
});

test('a holder that was killed holds nothing', async () => {
  holdBy(other.pid!, beginningOf(other.pid!));
  other.kill('SIGKILL');
  await once(other, 'close');
  takeLock(dir).release();
  expect(readdirSync(dir)).toEqual([]);
});

test('a process that was given the same id later holds nothing', () => {
  holdBy(other.pid!, 'at another time');
  requireNoInstance(dir);
  takeLock(dir).release();
  expect(readdirSync(dir)).toEqual([]);
});

test('a lock that cannot be read holds nothing', () => {
  writeFileSync(lock(), '{"pid":');
  takeLock(dir).release();
  expect(readdirSync(dir)).toEqual([]);
});

test('whoever lost the lock does not release that of another', () => {
  const mine = takeLock(dir);
  holdBy(other.pid!, beginningOf(other.pid!));
  mine.release();
  expect(readdirSync(dir)).toEqual(['instance.lock']);
});
