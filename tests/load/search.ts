import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Case } from '#domain/case/case.ts';
import { isRefusal } from '#domain/refusal.ts';
import { areaToken } from '#domain/search/passage.ts';
import { termsOf } from '#domain/search/token.ts';
import type { Viewer } from '#server/access/actor.ts';
import { findCase } from '#server/case/file.ts';
import { cityNow } from '#server/clock.ts';
import { execute } from '#server/command.ts';
import { Random } from '#server/demo/day/random.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { findCases } from '#server/search/find.ts';
import { hashed } from '#server/search/save.ts';
import { emptyCity, type EmptyCity } from '../support/played-day.ts';
import { fillArchive } from './archive.ts';
import { onClient, openBenchCluster } from './cluster.ts';

const HOME = '440310';
const DISTRICTS = ['440303', '440304', '440305', '440306', '440307', '440308', '440309', '440311'];
const PAGE = 50;

/** In how many of the district's cases a word stands, as a share: common, medium, rare. */
const KINDS = { common: 0.05, medium: 0.005, rare: 0 } as const;
type Kind = keyof typeof KINDS;
interface Asked {
  word: string;
  kind: Kind;
}

/**
 * Milliseconds of a search within one district, for words of two and three characters: the whole (index, opening of
 * the sealed texts, reading them) and, in the same run, the limits: the bare statement on the index, and
 * `like` over a copy of the texts in clear.
 */
export async function search(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      cases: { type: 'string', default: '200000' },
      queries: { type: 'string', default: '360' },
      seed: { type: 'string', default: 'archive' },
    },
  });
  const [cases, queries] = [Number(values.cases), Number(values.queries)];
  const tearDown = await openBenchCluster();
  const city = await emptyCity('2021-07-01T08:00:00+08:00');
  try {
    const begun = performance.now();
    const home = Math.round(cases / 5);
    const others = Math.round((cases - home) / DISTRICTS.length);
    const shares = new Map([[HOME, home], ...DISTRICTS.map((code) => [code, others] as const)]);
    const template = await livedCase(city);
    const counts = await fillArchive(city, { seed: values.seed, shares, template, home: HOME });
    console.log(
      `${cases} cases filled in ${((performance.now() - begun) / 1000).toFixed(0)} s, seed ${values.seed}`,
    );
    const asked = chosen(counts, home, queries, new Random(values.seed));
    const timings = await measure(city, asked);
    const writes = await measureWrites(city);
    return print(cases, asked, timings, writes);
  } finally {
    await city.drop();
    await tearDown();
  }
}

/** A case through the door, from the report to the confirmation: what a row of an archive looks like. */
export async function livedCase({ desk, city, db }: EmptyCity): Promise<Case> {
  const caseId = await reportOne(desk);
  const dispatcher = viewerOf(city, 'ps-dispatch-1');
  const body = { matterCode: 'municipal.garbage-overflow' };
  await execute(desk, dispatcher, { id: randomUUID(), type: 'case.accept', caseId, body });
  const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
  await execute(desk, dispatcher, { id: randomUUID(), type: 'case.dispatch', caseId, body: { recipients } });
  const lived = await findCase(db, caseId);
  if (!lived) throw new Error('the template is gone');
  return { ...lived, state: 'closed' };
}

async function reportOne(desk: EmptyCity['desk']): Promise<string> {
  const { lat, lon } = STORY_PLACES.xiuxin;
  const words = '东二三巷的垃圾桶满了两天，气味很大，晚上有老鼠，请尽快安排人来清理，谢谢。';
  const body = { channel: 'wechat', words, point: { lat, lon }, matterCode: 'municipal.garbage-overflow' };
  const resident: Viewer = { kind: 'resident', caseId: null };
  const accepted = await execute(desk, resident, { id: randomUUID(), type: 'case.report', body });
  if (isRefusal(accepted)) throw new Error(`refused: ${accepted.refused}`);
  return accepted.caseId;
}

function viewerOf(city: EmptyCity['city'], username: string): Viewer {
  const person = city.people.find((one) => one.username === username);
  if (!person) throw new Error(`nobody is called ${username}`);
  return { kind: 'person', person, sessionId: '' };
}

/** As many words of each kind, half of them of two characters, in an order by chance. */
function chosen(counts: Map<string, number>, home: number, queries: number, random: Random): Asked[] {
  const kindOf = (n: number): Kind =>
    n >= home * KINDS.common ? 'common' : n >= home * KINDS.medium ? 'medium' : 'rare';
  const all = random.shuffled([...counts]).map(([word, n]) => ({ word, kind: kindOf(n) }));
  const each = Math.ceil(queries / 6);
  const picked = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    [2, 3].flatMap((length) => {
      const fitting = all.filter((one) => one.kind === kind && one.word.length === length);
      // There are only a few common words: they are asked for again.
      return Array.from({ length: each }, (_, n) => fitting[n % fitting.length]).filter(
        (one) => one !== undefined,
      );
    }),
  );
  return random.shuffled(picked);
}

/** Milliseconds of each query, in the order in which they were asked. */
interface Timings {
  search: number[];
  bare: number[];
  like: number[];
  hits: number[];
}

async function measure(city: EmptyCity, asked: readonly Asked[]): Promise<Timings> {
  return onClient(city.url, async (client) => {
    await client.query('set enable_seqscan = off');
    const now = await cityNow(city.db);
    const tokenising = { sealer: city.sealer, world: city.desk.world() };
    const viewer = viewerOf(city.city, 'ps-dispatch-1');
    const timings: Timings = { search: [], bare: [], like: [], hits: [] };
    const took = async (into: number[], work: () => Promise<unknown>): Promise<void> => {
      const begun = performance.now();
      await work();
      into.push(performance.now() - begun);
    };
    const byWord = `select case_id from search where tokens_of(facts, words) @> $1::int[] order by at desc limit ${PAGE}`;
    const byText = `select case_id from clear where area_code like '${HOME}%' and body like $1 order by at desc limit ${PAGE}`;
    // One after the other: the limits read so many pages that they would drive out what a search needs.
    for (const { word } of asked) {
      await took(timings.search, async () => {
        const found = await findCases(city.db, tokenising, viewer, { q: word, limit: PAGE }, now);
        if (isRefusal(found)) throw new Error(`refused: ${found.refused}`);
        timings.hits.push(found.hits.length);
      });
    }
    for (const { word } of asked) {
      const tokens = hashed(city.sealer, [areaToken(HOME), ...termsOf(word).flatMap((term) => term.tokens)]);
      await took(timings.bare, () => client.query(byWord, [tokens]));
    }
    for (const { word } of asked) await took(timings.like, () => client.query(byText, [`%${word}%`]));
    return timings;
  });
}

/** Milliseconds of a report through the door, with the index full, and with the index taken away. */
async function measureWrites({ desk, url }: EmptyCity): Promise<{ with: number; without: number }> {
  const reports = async (): Promise<number> => {
    const took: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const begun = performance.now();
      await reportOne(desk);
      took.push(performance.now() - begun);
    }
    return quantile(took, 0.5);
  };
  await reports();
  const indexed = await reports();
  await onClient(url, (client) => client.query('drop index search_tokens'));
  const without = await reports();
  return { with: indexed, without };
}

/** Nearest rank. */
function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

function print(
  cases: number,
  asked: readonly Asked[],
  timings: Timings,
  writes: { with: number; without: number },
): object {
  console.log(`search: ${asked.length} queries within one district of ${cases / 5} cases, ms`);
  console.log('                    n      p50      p95      max  hits p50');
  const line = (name: string, took: number[], hits: string): void => {
    const cells = [quantile(took, 0.5), quantile(took, 0.95), Math.max(...took)];
    console.log(
      name.padEnd(15) +
        String(took.length).padStart(6) +
        cells.map((one) => one.toFixed(1).padStart(9)).join('') +
        hits.padStart(10),
    );
  };
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const of = (all: number[]): number[] => all.filter((_, n) => asked[n]?.kind === kind);
    line(kind, of(timings.search), String(quantile(of(timings.hits), 0.5)));
  }
  line('search', timings.search, '');
  line('bare index', timings.bare, '');
  line('like in clear', timings.like, '');
  console.log(
    `a report: ${writes.with.toFixed(1)} ms, without the index ${writes.without.toFixed(1)} ms (medians of 200)`,
  );
  return {
    ...{ bench: 'search', cases, queries: asked.length },
    ...{ p50_ms: round(quantile(timings.search, 0.5)), p95_ms: round(quantile(timings.search, 0.95)) },
    max_ms: round(Math.max(...timings.search)),
    ...{ bare_p95_ms: round(quantile(timings.bare, 0.95)), like_p95_ms: round(quantile(timings.like, 0.95)) },
    ...{ report_ms: round(writes.with), report_without_index_ms: round(writes.without) },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
