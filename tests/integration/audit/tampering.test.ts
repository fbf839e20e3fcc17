import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChainWriter } from '#server/audit/extend.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { rotateEpoch } from '#server/feed/epoch.ts';
import { verifyAudit } from '#server/verify/audit.ts';
import { verifySystem } from '#server/verify/system.ts';
import { AuditedLog, newKey } from '../../support/audited-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

let database: TestDatabase;
let pool: Pool;
let one: AuditedLog;
beforeEach(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 4);
  one = new AuditedLog(pool.db);
  // given three anchors of both chains, at 4, 8 and 12, and two rows after the last
  for (let n = 0; n < 3; n += 1) await one.live(4);
  await one.write(2);
  await one.note(2);
  await one.writer.extend();
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

function sinkFile(lines: readonly string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'faling-audit-')), 'anchors.jsonl');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

/** What is found, in English, with the anchors of the sink. */
async function found(restored: string[] = [], lines = one.lines): Promise<string[]> {
  const checks = await verifyAudit(one.db, { anchors: sinkFile(lines), keys: [one.key.public], restored });
  return checks.flatMap(({ differences }) => differences.map((text) => text.split(' · ')[1] ?? ''));
}

/** Gives every row from `position` on a link anew, as whoever has read this program could. */
async function forgeLinks(chain: 'feed' | 'entries', position: number): Promise<void> {
  await one.unguarded(`delete from audit_link where chain = '${chain}' and position >= ${position}`);
  await new ChainWriter(one.db).extend();
}

const CHAINS = [
  {
    chain: 'feed',
    row: 'event',
    name: 'the chain of the feed',
    edit: `update event set at = at + interval '1 hour' where eid = (select eid from feed where seq = 6)`,
    remove: 'delete from event where eid = (select eid from feed where seq = 6)',
    cut: [
      'delete from event where eid in (select eid from feed where seq > 9)',
      'delete from feed where seq > 9',
      'update feed_head set seq = 9',
      `delete from audit_link where chain = 'feed' and position > 9`,
    ],
  },
  {
    chain: 'entries',
    row: 'audit entry',
    name: 'the chain of the entries',
    edit: `update audit_entry set actor = 'somebody-else' where id = 6`,
    remove: 'delete from audit_entry where id = 6',
    cut: [
      'delete from audit_entry where id > 9',
      `delete from audit_link where chain = 'entries' and position > 9`,
    ],
  },
] as const;

test('a sound database is found sound, whole, and with every anchor', async () => {
  const checks = await verifyAudit(one.db, {
    anchors: sinkFile(one.lines),
    keys: [one.key.public],
    restored: [],
  });
  expect(checks.map(({ checked, differences }) => [checked, differences])).toEqual([
    [14, []],
    [14, []],
    [3, []],
  ]);
});

describe.each(CHAINS)('in $name the owner of the database', ({ chain, row, name, edit, remove, cut }) => {
  test('edits a row, and it is named', async () => {
    await one.unguarded(edit);
    expect(await found()).toEqual([`${name} at 6: ${row} 6 was edited`]);
  });

  test('deletes a row, and it is named', async () => {
    await one.unguarded(remove);
    expect(await found()).toEqual([`${name} at 6: ${row} 6 was deleted`]);
  });

  test('cuts the tail with its links, and the anchor says how far it went', async () => {
    await one.unguarded(...cut);
    expect(await found()).toEqual([
      `${name} ends at 9, but anchor 3 proves that it reached 12: its tail was cut`,
    ]);
  });

  test('edits a row and reckons all links after it anew, and the anchors say between which places', async () => {
    await one.unguarded(edit);
    await forgeLinks(chain, 6);
    expect(await found()).toEqual([`${name} was rewritten within 5–8: anchor 2 does not fit`]);
  });

  test('deletes a link, and its place is named', async () => {
    await one.unguarded(`delete from audit_link where chain = '${chain}' and position = 6`);
    expect(await found()).toEqual([`${name} has no link 6`]);
  });

  test('edits a link, and it is named with the row that no longer fits', async () => {
    await one.unguarded(
      `update audit_link set hash = sha256(hash) where chain = '${chain}' and position = 6`,
    );
    // The row after it was bound to the link as it was.
    expect(await found()).toEqual([`${name} at 6: ${row} 6 was edited`, `${name} at 7: ${row} 7 was edited`]);
  });

  test('cuts the tail and lets it grow again, and the anchor does not fit what stands there now', async () => {
    await one.unguarded(...cut);
    await one.live(6);
    expect(await found()).toEqual([`${name} was rewritten within 9–12: anchor 3 does not fit`]);
  });
});

describe('an anchor', () => {
  test('that another key has signed is named with its line', async () => {
    const other = new AuditedLog(one.db);
    await other.anchoring.sign(0);
    await other.anchoring.turn();
    expect(await found([], [...one.lines, ...other.lines])).toEqual([
      'line 4 of the anchors (anchor 4) was not signed by the key',
    ]);
  });

  test('in which anything was changed is named, and every other still counts', async () => {
    for (const [what, other] of [
      [/"position":12/, '"position":11'],
      [/"at":"20/, '"at":"19'],
      [/"n":3/, '"n":9'],
    ] as const) {
      const lines = [...one.lines.slice(0, 2), one.lines[2]!.replace(what, other)];
      expect((await found([], lines))[0]).toMatch(
        /^line 3 of the anchors \(anchor [39]\) was not signed by the key$/,
      );
    }
  });

  test('that was cut short by a full disk and sent again is no fault; one that is only cut short is', async () => {
    const half = one.lines[2]!.slice(0, 80);
    expect(await found([], [...one.lines.slice(0, 2), half, one.lines[2]!])).toEqual([]);
    expect(await found([], [...one.lines.slice(0, 2), half])).toEqual([
      'line 3 of the anchors cannot be read',
    ]);
  });

  test('is read behind what a syslog server writes before it', async () => {
    const lines = one.lines.map((line) => `2026-11-28T10:00:00+08:00 host faling ${line}`);
    expect(await found([], lines)).toEqual([]);
  });

  test('that the database keeps cannot be changed without its key either', async () => {
    await one.unguarded(CHAINS[0].edit);
    await forgeLinks('feed', 6);
    await one.unguarded(`update audit_anchor set line = replace(line, '"n":2', '"n":7') where n = 2`);
    const checks = await verifyAudit(one.db, { anchors: null, keys: [one.key.public], restored: [] });
    expect(checks[2]?.en).toContain('which is no proof');
    expect(checks[2]?.differences).toHaveLength(2);
    await expect(one.db.execute(sql`update audit_anchor set line = '' where n = 1`)).rejects.toThrow();
    const wrong = await verifyAudit(one.db, { anchors: null, keys: [newKey().public], restored: [] });
    expect(wrong[2]?.differences).toHaveLength(3);
  });
});

test('links and the log refuse to be changed, deleted or emptied by anybody whose triggers fire', async () => {
  for (const statement of [
    `update audit_link set form = 2`,
    'delete from audit_link',
    'truncate audit_link',
    'truncate event cascade',
    'truncate feed',
    'truncate audit_anchor',
    'delete from audit_anchor',
  ]) {
    await expect(one.db.execute(sql.raw(statement)), statement).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/append-only/) as string },
    });
  }
});

test('a row that was put in behind the chain’s back is named once it has waited for ten minutes', async () => {
  await one.unguarded(
    `insert into audit_entry (at, actor, act) values (clock_timestamp() - interval '11 minutes', 'x', 'sign-in')`,
  );
  expect(await found()).toEqual(['1 × audit entry unbound for more than ten minutes, the first is 15']);
});

describe('after a restore', () => {
  /** A backup made at number 9 of both chains is all that is left. */
  async function restore(): Promise<string> {
    await one.unguarded(...CHAINS[0].cut, ...CHAINS[1].cut);
    const { epoch } = await rotateEpoch(one.db);
    await one.live(8);
    return epoch;
  }

  test('what was anchored and lost is told, and accepted from whoever names the restore', async () => {
    const epoch = await restore();
    expect(await found()).toEqual([
      `the chain of the feed was given up from 10 on when epoch ${epoch} began, and 1 anchors fit no more; if that restore is known, say --restored ${epoch}`,
      `the chain of the entries was given up from 10 on when epoch ${epoch} began, and 1 anchors fit no more; if that restore is known, say --restored ${epoch}`,
    ]);
    expect(await found([epoch])).toEqual([]);
  });

  test('no restore explains a difference before the place from which it went on', async () => {
    const epoch = await restore();
    await one.unguarded(CHAINS[0].edit);
    await forgeLinks('feed', 6);
    expect(await found([epoch])).toEqual([
      'the chain of the feed was rewritten within 5–8: anchor 2 does not fit',
    ]);
  });
});

describe('the recount of the whole system', () => {
  let city: EmptyCity;
  beforeAll(async () => (city = await emptyCity('2021-08-02T10:00:00+08:00')));
  afterAll(() => city.drop());

  test('looks at the latest links too: an edit of an entry is found, and a link that is gone', async () => {
    const log = new AuditedLog(city.db);
    const named = async (): Promise<string[]> =>
      (await verifySystem(city.db, city.sealer)).flatMap(({ zh, differences }) =>
        differences[0] ? [zh] : [],
      );
    await log.note(5);
    await log.writer.extend();
    expect(await named()).toEqual([]);
    await log.unguarded(`update audit_entry set actor = 'x' where id = 3`);
    expect(await named()).toEqual(['审计链最近部分完整']);
    await log.unguarded(
      `update audit_entry set actor = 'ps-dispatch-1' where id = 3`,
      `delete from audit_link where chain = 'entries' and position = 3`,
    );
    expect(await named()).toEqual(['审计链最近部分完整']);
  });
});
