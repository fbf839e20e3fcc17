import { expect, test } from 'vitest';
import { Lifecycle, Stopped } from '#server/lifecycle.ts';

function observed() {
  const seen: string[] = [];
  const life = new Lifecycle((name, error) => seen.push(`${name}: ${(error as Error).message}`));
  const stage = (name: string) =>
    life.begin(
      name,
      () => seen.push(`+${name}`),
      () => void seen.push(`-${name}`),
    );
  return { seen, life, stage };
}

test('stages end in the reverse order of their beginning, once', async () => {
  const { seen, life, stage } = observed();
  await stage('database');
  await stage('hub');
  await Promise.all([life.stop(), life.stop()]);
  expect(seen).toEqual(['+database', '+hub', '-hub', '-database']);
});

test('a stage that fails to end or hangs does not keep the database from ending', async () => {
  const { seen, life, stage } = observed();
  await stage('database');
  await life.begin(
    'broken',
    () => {},
    () => Promise.reject(new Error('no')),
  );
  await life.begin(
    'hung',
    () => {},
    () => new Promise<void>(() => {}),
    1,
  );
  await life.stop();
  expect(seen).toEqual(['+database', 'hung: did not end within 1 ms', 'broken: no', '-database']);
});

test('a stop in the middle of a beginning waits for it, ends it, and begins nothing more', async () => {
  const { seen, life, stage } = observed();
  let finish = () => {};
  const beginning = life.begin(
    'database',
    () => new Promise<void>((done) => (finish = done)),
    () => void seen.push('-database'),
  );
  const stopped = life.stop();
  expect(life.signal.aborted).toBe(true);
  finish();
  await expect(beginning).rejects.toBeInstanceOf(Stopped);
  await expect(stage('hub')).rejects.toBeInstanceOf(Stopped);
  await stopped;
  expect(seen).toEqual(['-database']);
});

test('a beginning that fails leaves nothing to end', async () => {
  const { seen, life, stage } = observed();
  await stage('database');
  await expect(
    life.begin(
      'hub',
      () => Promise.reject(new Error('no')),
      () => void seen.push('-hub'),
    ),
  ).rejects.toThrow('no');
  await life.stop();
  expect(seen).toEqual(['+database', '-database']);
});
