import { and, desc, inArray, sql, type SQL } from 'drizzle-orm';
import * as v from 'valibot';
import type { Case } from '#domain/case/case.ts';
import type { Role } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { placeIn, snippetOf, type Snippet } from '#domain/search/match.ts';
import { areaToken, departmentToken, factsOf, type FoundIn, type Passage } from '#domain/search/passage.ts';
import { termsOf, type Term } from '#domain/search/token.ts';
import { mayReach, rightsOf, type Viewer } from '#server/access/actor.ts';
import { openAllSealed, passagesIn } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { hashed, type Tokenising } from '#server/search/save.ts';
import { searchTable } from '#server/search/table.ts';

/** 查找: the words, how many cases at most, and where the page before ended (`next` of its answer). */
export const SEARCH = v.strictObject({
  q: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.minValue(1), v.maxValue(50)),
    '20',
  ),
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}~[0-9a-f-]{36}$/))),
});
export type Search = v.InferOutput<typeof SEARCH>;

/** Why a case was found: the field, and the words around. */
export interface Match extends Snippet {
  field: FoundIn;
  /** Which of the free texts of the case file it is; null for a fact. */
  ref: string | null;
}

export interface Hit {
  caseId: string;
  number: string;
  state: Case['state'];
  kind: Case['kind'];
  matterCode: string | null;
  areaCode: string;
  label: string;
  discoveredAt: number;
  matches: Match[];
}

export interface Found {
  /** The newest first. */
  hits: Hit[];
  /** Where to go on; null where nothing is left. A page may hold fewer than were asked for and still have a next one. */
  next: string | null;
}

/** How many candidates one answer looks at: what does not hold the words after all must not keep anybody waiting. */
const CANDIDATES = 200;
/** 三员 configure, grant and audit; they handle no case. */
const ADMINISTRATORS: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];

/**
 * The cases of the viewer's own jurisdiction in which all terms of the query occur, in a fact or in a free text that
 * the viewer may read. The index answers with candidates; each is opened and read before it is shown.
 */
export async function findCases(
  db: Database,
  tokenising: Tokenising,
  viewer: Viewer,
  query: Search,
): Promise<Found | Refusal> {
  if (viewer.kind !== 'person' || ADMINISTRATORS.includes(viewer.person.role)) {
    return refuse('not-allowed', { act: 'case.search' });
  }
  const terms = termsOf(query.q);
  if (terms.every(({ tokens }) => tokens.length === 0)) return refuse('query-too-short');
  return transaction(db, (tx) => find(tx, tokenising, viewer, terms, query), 'read');
}

async function find(
  tx: Database,
  tokenising: Tokenising,
  viewer: Viewer,
  terms: readonly Term[],
  { limit, before }: Search,
): Promise<Found> {
  const candidates = await candidatesFor(tx, tokenising, viewer, terms, before);
  const hits: Hit[] = [];
  for (let from = 0; from < candidates.length; from += limit) {
    const page = candidates.slice(from, from + limit);
    const read = await readAll(tx, tokenising, page);
    for (const [n, candidate] of page.entries()) {
      const found = read.get(candidate.caseId);
      const hit = found && mayReach(viewer, found.subject) ? hitOf(found, terms) : undefined;
      if (hit) hits.push(hit);
      const more = from + n + 1 < candidates.length || candidates.length === CANDIDATES;
      if (hits.length === limit) return { hits, next: more ? placeOf(candidate) : null };
    }
  }
  const last = candidates.length === CANDIDATES ? candidates.at(-1) : undefined;
  return { hits, next: last ? placeOf(last) : null };
}

interface Candidate {
  caseId: string;
  at: number;
}

const placeOf = ({ at, caseId }: Candidate): string => `${at}~${caseId}`;

/** One look into the index answers for the words and the jurisdiction at once. */
async function candidatesFor(
  tx: Database,
  { sealer }: Tokenising,
  viewer: Viewer,
  terms: readonly Term[],
  before: string | undefined,
): Promise<Candidate[]> {
  const { areas, departments } = rightsOf(viewer);
  const scope = hashed(sealer, [...areas.map(areaToken), ...departments.map(departmentToken)]);
  const words = hashed(sealer, new Set(terms.flatMap(({ tokens }) => tokens)));
  // The tokens lie apart from the rows, which makes reading all rows look cheap to the planner, and it is not.
  await tx.execute(sql`set local enable_seqscan = off`);
  return tx
    .select({ caseId: searchTable.caseId, at: searchTable.at })
    .from(searchTable)
    .where(and(holdsAll(words), holdsAny(scope), before === undefined ? undefined : olderThan(before)))
    .orderBy(desc(searchTable.at), desc(searchTable.caseId))
    .limit(CANDIDATES);
}

const tokens = sql`(${searchTable.facts} || ${searchTable.words})`;
const holdsAll = (of: number[]): SQL => sql`${tokens} @> ${sql.param(of)}::int[]`;
const holdsAny = (of: number[]): SQL =>
  of.length === 1 ? holdsAll(of) : sql`${tokens} && ${sql.param(of)}::int[]`;

function olderThan(place: string): SQL {
  const [at, caseId] = place.split('~');
  return sql`(${searchTable.at}, ${searchTable.caseId}) < (to_timestamp(${Number(at) / 1000}), ${caseId}::uuid)`;
}

interface Read {
  subject: Case;
  passages: Passage[];
}

/** The cases with everything that can be found of them. */
async function readAll(
  tx: Database,
  { sealer, world }: Tokenising,
  page: readonly Candidate[],
): Promise<Map<string, Read>> {
  const ids = page.map(({ caseId }) => caseId);
  const rows = await tx.select({ body: caseTable.body }).from(caseTable).where(inArray(caseTable.id, ids));
  const sealed = await openAllSealed(tx, sealer, ids);
  return new Map(
    rows.map(({ body: subject }) => {
      const free = passagesIn(sealed.get(subject.id) ?? new Map());
      return [subject.id, { subject, passages: [...factsOf(subject, world), ...free] }];
    }),
  );
}

/** The case with the first place of each term, or undefined where one of them does not occur after all. */
function hitOf({ subject, passages }: Read, terms: readonly Term[]): Hit | undefined {
  const matches = new Map<Passage, Match>();
  for (const term of terms) {
    const found = firstOf(passages, term);
    if (!found) return undefined;
    if (!matches.has(found.passage)) matches.set(found.passage, found.match);
  }
  const { id: caseId, number, state, kind, matterCode, place, discoveredAt } = subject;
  return {
    ...{ caseId, number, state, kind, matterCode, discoveredAt },
    ...{ areaCode: place.areaCode, label: place.label },
    matches: [...matches.values()],
  };
}

function firstOf(passages: readonly Passage[], term: Term): { passage: Passage; match: Match } | undefined {
  for (const passage of passages) {
    const place = placeIn(passage.text, term);
    const { field, ref, text } = passage;
    if (place) return { passage, match: { field, ref, ...snippetOf(text, place) } };
  }
  return undefined;
}
