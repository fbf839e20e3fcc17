import { and, desc, sql, type SQL } from 'drizzle-orm';
import type { View } from '#domain/board/view.ts';
import { areaToken, departmentToken, monthToken } from '#domain/search/passage.ts';
import type { Term } from '#domain/search/token.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { Database } from '#server/db/pool.ts';
import { hashed } from '#server/search/save.ts';
import { searchTable, tokensOf } from '#server/search/table.ts';

/** A case that holds all tokens of a query; whether it holds the words is seen when it is read. */
export interface Candidate {
  caseId: string;
  at: number;
}

/** Where a page ends and the next one begins: in the order of the answer, newest first. */
export const placeOf = ({ at, caseId }: Candidate): string => `${at}~${caseId}`;
export const PLACE = /^\d{1,14}~[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is looked for, as the tokens that a case has to have. */
export interface Wanted {
  words: number[];
  /** Any of them: the areas and departments of whoever asks. */
  scope: number[];
}

export const wantedFor = (sealer: Sealer, view: View, terms: readonly Term[]): Wanted => ({
  words: hashed(sealer, new Set(terms.flatMap(({ tokens }) => tokens))),
  scope: hashed(sealer, [...view.areas.map(areaToken), ...view.departments.map(departmentToken)]),
});

/** How many months are looked at first, how many then, and after them all that is older. */
const [NEWEST, NEXT] = [2, 6];

/**
 * The candidates, newest first, a page of at most `most` at a time, from the page's `place` on or from `now`. A common word is
 * found often enough in the last months, and nothing older is looked at; a rare one costs little wherever it is
 * looked for.
 */
export async function* candidatesOf(
  db: Database,
  sealer: Sealer,
  { words, scope }: Wanted,
  { place, now }: { place: string | undefined; now: number },
  most: () => number,
): AsyncGenerator<Candidate[]> {
  const months = monthsBefore(place === undefined ? now : Number(place.split('~')[0]));
  const of = (some: number[]): SQL => holdsAny(hashed(sealer, some.map(monthToken)));
  const older = sql`${searchTable.at} < ${instantOf(months.at(-1) ?? now)}`;
  let last = place;
  for (const window of [of(months.slice(0, NEWEST)), of(months.slice(NEWEST)), older]) {
    for (let full = true; full;) {
      const limit = most();
      const rest = last === undefined ? undefined : after(last);
      const found: Candidate[] = await db
        .select({ caseId: searchTable.caseId, at: searchTable.at })
        .from(searchTable)
        .where(and(holdsAll(words), holdsAny(scope), window, rest))
        .orderBy(desc(searchTable.at), desc(searchTable.caseId))
        .limit(limit);
      const [end] = found.slice(-1);
      if (!end) break;
      yield found;
      last = placeOf(end);
      full = found.length === limit;
    }
  }
}

/** The beginnings of the last months, the newest first. */
function monthsBefore(at: number): number[] {
  const month = new Date(at);
  return Array.from({ length: NEWEST + NEXT }, (_, n) =>
    Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - n),
  );
}

const tokens = tokensOf(searchTable);
const holdsAll = (of: number[]): SQL => sql`${tokens} @> ${sql.param(of)}::int[]`;
const holdsAny = (of: number[]): SQL =>
  of.length === 1 ? holdsAll(of) : sql`${tokens} && ${sql.param(of)}::int[]`;

const instantOf = (ms: number): SQL => sql`to_timestamp(${ms / 1000}::double precision)`;

function after(place: string): SQL {
  const [at, caseId] = place.split('~');
  return sql`(${searchTable.at}, ${searchTable.caseId}) < (${instantOf(Number(at))}, ${caseId}::uuid)`;
}
