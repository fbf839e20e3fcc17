import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth';
import type { Sealer } from '#server/access/seal.ts';

/** Of a session's token the database keeps this and nothing else. */
export const tokenHashOf = (sealer: Sealer, token: string): string => sealer.hash(`session ${token}`);

type Row = Record<string, unknown>;
type Hash = (token: string) => string;

/**
 * Lets better-auth keep sessions of which the database knows only a keyed hash of the token: whoever reads the
 * table, or a copy of it, can be nobody. better-auth has no setting for this, so its adapter is wrapped where every read and write passes
 * (decision 0022). Rows that are found by their token carry it again on the way back; rows found otherwise carry the hash, which opens nothing.
 * The database's own clock writes when a session began; the process's may be wrong.
 */
export function hashedSessions<A extends DBAdapter | DBTransactionAdapter>(adapter: A, hash: Hash): A {
  const asked = <T extends { model: string; where?: Where[] | undefined }>(query: T): T =>
    query.model === 'session'
      ? { ...query, where: query.where?.map((part) => hashedPart(part, hash)) }
      : query;
  const create: DBAdapter['create'] = async (given) => {
    if (given.model !== 'session') return adapter.create(given);
    const { token, createdAt: _, updatedAt: __, ...data } = given.data as Row;
    const stored = await adapter.create<Row>({ ...given, data: { ...data, token: hash(String(token)) } });
    return { ...stored, token } as never;
  };
  const wrapped = {
    ...adapter,
    create,
    findOne: async (query: Parameters<A['findOne']>[0]) =>
      given(await adapter.findOne<Row>(asked(query)), query, hash),
    findMany: async (query: Parameters<A['findMany']>[0]) => {
      const rows = await adapter.findMany<Row>(asked(query));
      return rows.map((row) => given(row, query, hash));
    },
    count: (query: Parameters<A['count']>[0]) => adapter.count(asked(query)),
    update: async (query: Parameters<A['update']>[0]) =>
      given(await adapter.update<Row>(asked(query)), query, hash),
    updateMany: (query: Parameters<A['updateMany']>[0]) => adapter.updateMany(asked(query)),
    delete: (query: Parameters<A['delete']>[0]) => adapter.delete(asked(query)),
    deleteMany: (query: Parameters<A['deleteMany']>[0]) => adapter.deleteMany(asked(query)),
    consumeOne: async (query: Parameters<A['consumeOne']>[0]) =>
      given(await adapter.consumeOne<Row>(asked(query)), query, hash),
  };
  if (!('transaction' in adapter)) return wrapped as unknown as A;
  const transaction: DBAdapter['transaction'] = (work) =>
    adapter.transaction((inner) => work(hashedSessions(inner, hash)));
  return { ...wrapped, transaction } as unknown as A;
}

function hashedPart(part: Where, hash: Hash): Where {
  if (part.field !== 'token') return part;
  const { value } = part;
  return {
    ...part,
    value: Array.isArray(value) ? value.map((one) => hash(String(one))) : hash(String(value)),
  };
}

/** The row with the token that it was asked for by; as it is where it was asked for by something else. */
function given<R extends Row | null>(
  row: R,
  query: { model: string; where?: Where[] | undefined },
  hash: Hash,
): R {
  if (row === null || query.model !== 'session') return row;
  const tokens = (query.where ?? []).filter((part) => part.field === 'token').flatMap(({ value }) => value);
  const token = tokens.find((one) => hash(String(one)) === row['token']);
  return token === undefined ? row : { ...row, token };
}
