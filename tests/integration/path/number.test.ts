import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type pg from 'pg';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
const HELD = 2021;

/** A row of "case" that came by this channel is written only once nobody else holds the lock. */
const STANDS_STILL = `
  create function stand_still() returns trigger as $$
  begin
    perform set_config('lock_timeout', '0', true);
    perform pg_advisory_xact_lock(${HELD});
    return new;
  end $$ language plpgsql;
  create trigger stand_still before insert on "case" for each row when (new.channel = 'hotline')
    execute function stand_still()`;

const running = (number: string): number => Number(number.split('-').at(-1));

describe('running numbers', () => {
  let app: RunningApp;
  let holder: pg.PoolClient;
  beforeAll(async () => {
    app = await startApp();
    holder = await app.pool.raw.connect();
    await app.pool.raw.query(STANDS_STILL);
    await app.act(null, 'case.report', report);
  });
  afterAll(async () => {
    holder.release();
    await app.stop();
  });

  const numberOf = async (caseId: string): Promise<number> => {
    const { rows } = await app.pool.raw.query<{ number: string }>('select number from "case" where id = $1', [
      caseId,
    ]);
    return running(rows[0]!.number);
  };

  it('a report that stands still after it has taken its number keeps nobody else from reporting', async () => {
    // given a report whose transaction has a number and waits
    await holder.query('select pg_advisory_lock($1)', [HELD]);
    let isOver = false;
    const still = app
      .act(null, 'case.report', { ...report, channel: 'hotline' })
      .finally(() => (isOver = true));
    const waiting = async (): Promise<number> => {
      const { rows } = await app.pool.raw.query(
        `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [HELD],
      );
      return rows.length;
    };
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    // when others report in the same district
    const others = [];
    for (let n = 0; n < 3; n += 1) others.push(await app.act(null, 'case.report', report));
    // then they are answered before it, and their numbers follow its own
    expect([others.map(({ status }) => status), isOver]).toEqual([[200, 200, 200], false]);
    await holder.query('select pg_advisory_unlock($1)', [HELD]);
    const { status, caseId } = await still;
    expect(status).toBe(200);
    const first = await numberOf(caseId);
    const after = await Promise.all(others.map((one) => numberOf(one.caseId)));
    expect(after).toEqual([first + 1, first + 2, first + 3]);
  });

  it('a connection whose other end does not answer any more is given up, and reports go on', async () => {
    // given that the one connection on which this process takes its numbers hangs
    const { rows } = await app.pool.raw.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like '%insert into counter%'
        and pid <> pg_backend_pid()`,
    );
    expect(rows).toHaveLength(1);
    process.kill(rows[0]!.pid, 'SIGSTOP');
    try {
      // when somebody reports, then it is taken
      expect(await app.act(null, 'case.report', report)).toMatchObject({ status: 200 });
    } finally {
      process.kill(rows[0]!.pid, 'SIGCONT');
    }
  });

  it('what is refused or repeated takes none: reports that are taken follow each other without a gap', async () => {
    const taken = await app.act(null, 'case.report', report);
    // when a draft is refused because the case is not accepted yet, and a report comes twice
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    const refused = await app.act(
      'ps-worker-xiuxin',
      'order.draft',
      { recipients },
      { caseId: taken.caseId },
    );
    expect(refused).toMatchObject({ status: 409 });
    const id = crypto.randomUUID();
    const once = await app.act(null, 'case.report', report, { id });
    await app.act(null, 'case.report', report, { id });
    const next = await app.act(null, 'case.report', report);
    // then no number is missing
    const [a, b, c] = await Promise.all([taken, once, next].map(({ caseId }) => numberOf(caseId)));
    expect([b, c]).toEqual([a! + 1, a! + 2]);
    const counted = await app.pool.raw.query(`select from counter where name like 'order:%'`);
    expect(counted.rowCount).toBe(0);
  });
});
