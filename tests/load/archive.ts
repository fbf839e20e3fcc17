import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Case } from '#domain/case/case.ts';
import { responsibleAt } from '#domain/department/department.ts';
import { factTokens, freeText, tokensIn } from '#domain/search/passage.ts';
import { districtLetters } from '#server/case/number.ts';
import { appealAt, type Appeal } from '#server/demo/day/appeal.ts';
import { Ground } from '#server/demo/day/ground.ts';
import { Random } from '#server/demo/day/random.ts';
import { hashed, REVISION } from '#server/search/save.ts';
import type { EmptyCity } from '../support/played-day.ts';
import { onClient } from './cluster.ts';
import { lexiconOf, sentences } from './lexicon.ts';

const OUTCOME = 'outcome:5';
const BATCH = 1_000;
const YEARS_MS = 2 * 365 * 86_400_000;
const ENDS = Date.parse('2021-07-01T00:00:00+08:00');
const TABLES = ['case', 'case_key', 'sealed', 'search', 'clear'] as const;

/** What to fill an installation with. */
export interface Archive {
  seed: string;
  /** How many cases of each district, by its code. */
  shares: ReadonlyMap<string, number>;
  /** A case that has lived: all others are like it but for their number, place, matter, department and texts. */
  template: Case;
  /** The district in which words are counted. */
  home: string;
}

/**
 * Fills an installation with the cases of two years, in their order, straight into its tables: in a row stands what
 * the write path would have written. Beside them comes `clear`, a copy of the texts as nobody may keep them, to measure
 * against. Answers in how many cases of the home district each word was written.
 */
export const fillArchive = (city: EmptyCity, archive: Archive): Promise<Map<string, number>> =>
  onClient(city.url, (client) => fill(client, city, archive));

async function fill(client: pg.Client, city: EmptyCity, archive: Archive): Promise<Map<string, number>> {
  await client.query('create table clear (case_id uuid, area_code text, at timestamptz, body text)');
  await client.query(`set synchronous_commit = off; set maintenance_work_mem = '256MB'`);
  const { rows } = await client.query(`select indexdef from pg_indexes where indexname = 'search_tokens'`);
  await client.query('drop index search_tokens');
  const counts = new Map<string, number>();
  let writing: Promise<unknown> = Promise.resolve();
  for (const batch of batchesOf(city, archive, counts)) {
    await writing;
    writing = insertAll(client, batch);
  }
  await writing;
  await client.query((rows as { indexdef: string }[])[0]?.indexdef ?? '');
  for (const table of TABLES) await client.query(`vacuum analyze "${table}"`);
  return counts;
}

type Row = Record<(typeof TABLES)[number], object>;

async function insertAll(client: pg.Client, batch: readonly Row[]): Promise<void> {
  for (const table of TABLES) {
    const json = JSON.stringify(batch.flatMap((row) => row[table]));
    const text = `insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1::jsonb)`;
    await client.query(text, [json]);
  }
}

function* batchesOf(city: EmptyCity, archive: Archive, counts: Map<string, number>): Generator<Row[]> {
  const { seed, shares, template, home } = archive;
  const random = new Random(seed);
  const lexicon = lexiconOf(random, 20_000);
  const grounds = [...shares].map(([code, n]) => [new Ground(city.city, city.borders, code), n] as const);
  const total = [...shares.values()].reduce((sum, n) => sum + n, 0);
  const numbers = new Numbers();
  let batch: Row[] = [];
  for (let n = 1; n <= total; n += 1) {
    const spot = random.weighted(grounds).anywhere(random);
    const dispute = random.chance(0.4);
    const appeal = appealAt(random, city.city.matters, spot, { dispute, hour: 14 });
    const [said, done] = [sentences(random, lexicon), sentences(random, lexicon)];
    const report = { words: appeal.words + said.text, name: '某某某', phone: '10012345678' };
    const at = Math.floor(ENDS - YEARS_MS * (1 - n / total));
    const subject = caseLike(template, city, appeal, at, numbers.next(spot.areaCode, at));
    if (spot.areaCode.startsWith(home)) {
      const named = appeal.matter.words.map(([word]) => word).filter((word) => appeal.words.includes(word));
      for (const word of new Set([...said.words, ...done.words, ...named])) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    batch.push(rowOf(city, subject, report, done.text));
    if (batch.length < BATCH && n < total) continue;
    yield batch;
    batch = [];
  }
}

function caseLike(
  template: Case,
  city: EmptyCity,
  { matter, spot, channel }: Appeal,
  at: number,
  number: string,
): Case {
  const site = city.city.sites.find((one) => spot.label.startsWith(one.name));
  const lead = responsibleAt(city.city.departments, matter.leadKind, spot.areaCode);
  return {
    ...template,
    ...{ id: randomUUID(), number, channel, discoveredAt: at, matterCode: matter.code, kind: matter.kind },
    place: { ...spot, siteId: site?.id ?? null },
    assignments: lead ? template.assignments.map((one) => ({ ...one, departmentId: lead.id })) : [],
  };
}

/** One case as it stands in each of the tables. */
function rowOf({ sealer, desk }: EmptyCity, subject: Case, report: { words: string }, outcome: string): Row {
  const { id, number, version, state, place, matterCode, channel } = subject;
  const at = new Date(subject.discoveredAt).toISOString();
  const departments = subject.assignments.map((one) => one.departmentId);
  const { key, wrapped } = sealer.newKey();
  const passages = [
    freeText('words', 'report', report.words, null),
    freeText('text', OUTCOME, outcome, null),
  ];
  return {
    case: {
      ...{ id, number, version, state, channel, departments, body: subject, watched: false },
      ...{ area_code: place.areaCode, matter_code: matterCode, discovered_at: at, closed_at: at },
      ...{ lat: place.lat, lon: place.lon },
    },
    case_key: { case_id: id, wrapped: bytes(wrapped) },
    sealed: Object.entries({ report, [OUTCOME]: outcome }).map(([ref, text]) => ({
      case_id: id,
      ref,
      sealed: bytes(sealer.seal(key, text)),
    })),
    search: {
      ...{ case_id: id, at, revision: REVISION },
      facts: hashed(sealer, factTokens(subject, desk.world())),
      words: hashed(sealer, tokensIn(passages)),
    },
    clear: { case_id: id, area_code: place.areaCode, at, body: `${report.words}\n${outcome}` },
  };
}

const bytes = (buffer: Buffer): string => `\\x${buffer.toString('hex')}`;

/** Running numbers of a district's day, as the door counts them. */
class Numbers {
  readonly #days = new Map<string, number>();

  next(areaCode: string, at: number): string {
    const date = new Date(at).toISOString().slice(2, 10).replaceAll('-', '');
    const day = `${districtLetters(areaCode)}-${date}`;
    const n = (this.#days.get(day) ?? 0) + 1;
    this.#days.set(day, n);
    return `${day}-${String(n).padStart(4, '0')}`;
  }
}
