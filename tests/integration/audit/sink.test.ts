import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Anchoring } from '#server/audit/anchoring.ts';
import { isGenuine, parseAnchor } from '#server/audit/anchor.ts';
import { openSink, type Sink } from '#server/audit/sink.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { AuditedLog } from '../../support/audited-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let pool: Pool;
let log: AuditedLog;
const folder = mkdtempSync(join(tmpdir(), 'faling-sink-'));
const ends: (() => void)[] = [];
const AT = new Date('2026-11-28T10:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 6);
  log = new AuditedLog(pool.db);
  await log.write(3);
  await log.note(3);
  await log.writer.extend();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});
afterEach(() => ends.splice(0).forEach((end) => end()));

async function listening<S extends Server | HttpServer>(server: S): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};

test('a file gets one line after the other, and never one behind what was cut short', async () => {
  const path = join(folder, '锚 1.jsonl');
  const sink = openSink(pathToFileURL(path).href);
  await sink.take('{"a":1}', AT);
  await sink.take('{"a":2}', AT);
  expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"a":2}\n');
  writeFileSync(path, '{"a":1}\n{"a"');
  await sink.take('{"a":2}', AT);
  expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"a"\n{"a":2}\n');
});

test('a file on a volume that is not there is a fault, and no folder is made in its place', async () => {
  const sink = openSink(pathToFileURL(join(folder, 'unmounted', 'anchors.jsonl')).href);
  await expect(sink.take('{}', AT)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a syslog server gets a message of RFC 5424 with its length before it, to its end', async () => {
  let heard = '';
  const server = createServer((socket) => socket.on('data', (chunk: Buffer) => (heard += chunk.toString())));
  const port = await listening(server);
  await openSink(`syslog://127.0.0.1:${port}`).take('{"zh":"令"}', AT);
  const [, length, message] = /^(\d+) ([^]*)$/.exec(heard) ?? [];
  expect(Buffer.byteLength(message ?? '')).toBe(Number(length));
  expect(message).toMatch(/^<109>1 2026-11-28T10:00:00\.000Z \S+ faling \d+ anchor - \{"zh":"令"\}$/);
});

test('a syslog server that refuses or cuts the connection has not taken the line', async () => {
  const server = createServer((socket) => socket.resetAndDestroy());
  const port = await listening(server);
  await expect(openSink(`syslog://127.0.0.1:${port}`).take('{}', AT)).rejects.toThrow();
  server.close();
  await once(server, 'close');
  await expect(openSink(`syslog://127.0.0.1:${port}`).take('{}', AT)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

test('a program gets a POST, with the name and the password that stand in the address and are shown nowhere', async () => {
  const heard: [string | undefined, string | undefined, string][] = [];
  const server = createHttpServer((request, response) => {
    void bodyOf(request).then((body) => {
      heard.push([request.method, request.headers.authorization, body]);
      response.writeHead(204).end();
    });
  });
  const port = await listening(server);
  const sink = openSink(`http://faling:se%3Acret@127.0.0.1:${port}/anchors`);
  await sink.take('{"a":1}', AT);
  expect(heard).toEqual([['POST', `Basic ${Buffer.from('faling:se:cret').toString('base64')}`, '{"a":1}']]);
  expect(sink.name).toBe(`http://127.0.0.1:${port}/anchors`);
});

test.each([500, 302, 403])('a program that answers %d has not taken the line', async (status) => {
  const server = createHttpServer((_, response) => void response.writeHead(status, { location: '/' }).end());
  const port = await listening(server);
  await expect(openSink(`http://127.0.0.1:${port}/`).take('{}', AT)).rejects.toThrow();
});

test('a head is signed when five minutes have passed, and not before', async () => {
  expect(await log.anchoring.sign()).toBe(true);
  expect(await log.anchoring.sign()).toBe(false);
  await log.unguarded(`update audit_anchor set at = at - interval '299 seconds'`);
  expect(await log.anchoring.sign()).toBe(false);
  await log.unguarded(`update audit_anchor set at = at - interval '1 second'`);
  expect(await log.anchoring.sign()).toBe(true);
});

test('of three processes that sign and send at once, each anchor is made once and taken once, in order', async () => {
  await log.anchoring.turn();
  const taken: string[] = [];
  const slow: Sink = {
    name: 'slow',
    take: async (line) => {
      await pool.db.execute(sql`select 1`);
      taken.push(line);
    },
  };
  const processes = [1, 2, 3].map(() => new Anchoring(pool.db, log.key, slow));
  for (let n = 0; n < 4; n += 1) {
    const signed = await Promise.all(processes.map((one) => one.sign(0)));
    expect(signed).toContain(true);
  }
  await Promise.all(processes.map((one) => one.turn()));
  await log.anchoring.turn();
  const numbers = [...log.lines, ...taken].map((line) => parseAnchor(line)?.n ?? 0);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(taken.map((line) => parseAnchor(line)?.n)).toEqual(
    taken.map((line) => parseAnchor(line)?.n ?? 0).sort((a, b) => a - b),
  );
  expect(await pool.db.$count(sql`audit_anchor`)).toBe(numbers.length);
});

test('a sink that fails is tried again, and gets everything in its order once it heals', async () => {
  let broken = true;
  const heard: string[] = [];
  const server = createHttpServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (!broken) heard.push(body);
      response.writeHead(broken ? 503 : 200).end();
    });
  });
  const port = await listening(server);
  const anchoring = new Anchoring(pool.db, log.key, openSink(`http://127.0.0.1:${port}/`));
  // given three heads that were signed while nobody took them
  for (let n = 0; n < 3; n += 1) {
    await log.note(1);
    await log.writer.extend();
    await anchoring.sign(0);
    await expect(anchoring.turn()).rejects.toThrow('the sink answered 503');
  }
  // when the sink is back
  broken = false;
  await anchoring.turn();
  // then it has all three, genuine and in their order, and nothing is sent twice
  const anchors = heard.map((line) => parseAnchor(line));
  expect(anchors).toHaveLength(3);
  expect(anchors.every((anchor) => anchor !== undefined && isGenuine(log.key.public, anchor))).toBe(true);
  expect(anchors.map((anchor) => anchor?.entries.position)).toEqual([4, 5, 6]);
  await anchoring.turn();
  expect(heard).toHaveLength(3);
});

test('what a process had claimed when it was killed is sent by another one half a minute later', async () => {
  await log.anchoring.turn();
  await log.anchoring.sign(0);
  await pool.db.execute(
    sql`update audit_anchor set claimed_at = clock_timestamp() where delivered_at is null`,
  );
  const before = log.lines.length;
  await log.anchoring.turn();
  expect(log.lines).toHaveLength(before);
  await pool.db.execute(
    sql`update audit_anchor set claimed_at = claimed_at - interval '31 seconds' where delivered_at is null`,
  );
  await log.anchoring.turn();
  expect(log.lines).toHaveLength(before + 1);
});
