import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const report = { channel: 'wechat', words: '垃圾桶满了', point: STORY_PLACES.xiuxin };

describe('when the database cuts connections', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  const cutAll = (): Promise<unknown> =>
    app.pool.raw.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );

  it('loses no command that was answered and answers each once, while every connection is cut again and again', async () => {
    let cutting = true;
    const cutter = (async () => {
      while (cutting) {
        await cutAll();
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    })();
    const answers = await Promise.all(Array.from({ length: 60 }, () => app.act(null, 'case.report', report)));
    cutting = false;
    await cutter;
    const accepted = answers.filter((answer) => answer.status === 200);
    expect(answers.filter((answer) => ![200, 503].includes(answer.status))).toEqual([]);
    const { rows } = await app.pool.raw.query<{ n: number }>('select count(*)::int as n from "case"');
    expect(rows[0]?.n).toBeGreaterThanOrEqual(accepted.length);
    const known = await app.pool.raw.query<{ id: string }>('select id from "case"');
    const ids = new Set(known.rows.map((row) => row.id));
    expect(accepted.every((answer) => ids.has(answer.caseId))).toBe(true);
    expect(new Set(accepted.map((answer) => answer.caseId)).size).toBe(accepted.length);
  });

  it('goes on as if nothing had been, once the line is whole, with every connection of its pool', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => app.act(null, 'case.report', report)));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  });
});
