import { inArray } from 'drizzle-orm';
import * as v from 'valibot';
import type { Case } from '#domain/case/case.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { placeIn, snippetOf, type Snippet } from '#domain/search/match.ts';
import { factsOf, type FoundIn, type Passage } from '#domain/search/passage.ts';
import { termsOf, type Term } from '#domain/search/token.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { isAdministrator } from '#domain/person/person.ts';
import { mayReach, rightsOf, type Viewer } from '#server/access/actor.ts';
import { openPassages } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { candidatesOf, PLACE, placeOf, wantedFor, type Candidate } from '#server/search/candidate.ts';
import type { Tokenising } from '#server/search/save.ts';

/** 查找: the words, how many cases at most, and where the page before ended (`next` of its answer). */
export const SEARCH = v.strictObject({
  q: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.minValue(1), v.maxValue(50)),
    '20',
  ),
  before: v.optional(v.pipe(v.string(), v.regex(PLACE))),
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
  /** Where to go on; null where nothing is left. A page may hold fewer than were asked for, or none, and still have a next one. */
  next: string | null;
}

/** How many candidates one answer looks at: what does not hold the words after all must not keep anybody waiting. */
const CANDIDATES = 200;
/** How many are read together at least, for each time costs a journey. */
const FEWEST = 10;

/**
 * The cases of the viewer's own jurisdiction in which all terms of the query occur, in a fact or in a free text that
 * the viewer may read. The index answers with candidates; each is opened and read before it is shown.
 * @param now the city's time, to within a day
 */
export async function findCases(
  db: Database,
  tokenising: Tokenising,
  viewer: Viewer,
  query: Search,
  now: number,
): Promise<Found | Refusal> {
  if (viewer.kind !== 'person' || isAdministrator(viewer.person.role)) {
    return refuse('not-allowed', { act: 'case.search' });
  }
  const terms = termsOf(query.q);
  if (terms.every(({ tokens }) => tokens.length === 0)) return refuse('query-too-short');
  const { limit, before } = query;
  const { sealer } = tokenising;
  const wanted = wantedFor(sealer, rightsOf(viewer), terms);
  // A day on: a case of this very moment may be of a month that `now` has not reached yet.
  const from = { place: before, now: now + DAY_MS };
  const hits: Hit[] = [];
  let looked = 0;
  const most = (): number => Math.max(limit - hits.length, FEWEST);
  for await (const page of candidatesOf(db, sealer, wanted, from, most)) {
    const read = await readAll(db, tokenising, page);
    for (const candidate of page) {
      const found = read.get(candidate.caseId);
      const hit = found && mayReach(viewer, found.subject) ? hitOf(found, terms) : undefined;
      if (hit) hits.push(hit);
      looked += 1;
      if (hits.length === limit || looked === CANDIDATES) return { hits, next: placeOf(candidate) };
    }
  }
  return { hits, next: null };
}

interface Read {
  subject: Case;
  passages: Passage[];
}

/** The cases with everything that can be found of them. */
async function readAll(
  db: Database,
  { sealer, world }: Tokenising,
  page: readonly Candidate[],
): Promise<Map<string, Read>> {
  const ids = page.map(({ caseId }) => caseId);
  const rows = await db.select({ body: caseTable.body }).from(caseTable).where(inArray(caseTable.id, ids));
  const free = await openPassages(db, sealer, ids);
  return new Map(
    rows.map(({ body: subject }) => {
      const passages = [...factsOf(subject, world), ...(free.get(subject.id) ?? [])];
      return [subject.id, { subject, passages }];
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
