import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL, type Arrangement } from '#domain/desk/arrangement.ts';
import { FILTERS_AT_MOST, type SavedFilter } from '#domain/desk/saved-filter.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const DISPATCHER = 'ps-dispatch-1';
/** In a street of the dispatcher's district, and in another district. */
const BELOW = 'ps-worker-xiuxin';
const ELSEWHERE = 'lh-dispatch-1';
const DISTRICT = '440310';

describe('a person finds the own desk at every machine', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const read = async (username: string) =>
    (await (await app.get('/api/v1/desk', username)).json()) as {
      arrangement: Arrangement;
      filters: SavedFilter[];
    };
  const send = async (username: string, method: 'PUT' | 'POST', path: string, body: object) => {
    const response = await fetch(`${app.origin}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        origin: app.origin,
        cookie: await app.signIn(username),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as { id: string; refused?: string }) };
  };
  const save = (username: string, name: string, areaCode: string | null) =>
    send(username, 'POST', '/desk/filters', { name, query: 'tier=red', areaCode });

  it('keeps order, columns and density for whoever set them, and for nobody else', async () => {
    expect((await read(DISPATCHER)).arrangement).toEqual(USUAL);
    const arrangement: Arrangement = { sort: 'urgency', columns: ['place', 'mark'], density: 'roomy' };
    expect((await send(DISPATCHER, 'PUT', '/desk/arrangement', arrangement)).status).toBe(200);
    await send(DISPATCHER, 'PUT', '/desk/arrangement', { ...arrangement, sort: 'age' });
    expect((await read(DISPATCHER)).arrangement).toEqual({ ...arrangement, sort: 'age' });
    expect((await read(BELOW)).arrangement).toEqual(USUAL);
  });

  it('takes no order, column or density that it does not know', async () => {
    const before = (await read(DISPATCHER)).arrangement;
    for (const wrong of [{ sort: 'stars' }, { columns: ['place', 'place'] }, { density: 'huge' }])
      expect((await send(DISPATCHER, 'PUT', '/desk/arrangement', { ...USUAL, ...wrong })).status).toBe(400);
    expect((await read(DISPATCHER)).arrangement).toEqual(before);
  });

  it('shares a filter with those who sit in its area, and with nobody else', async () => {
    const shared = await save(DISPATCHER, '全区逾期', DISTRICT);
    await app.forward(1000);
    const own = await save(DISPATCHER, '我的逾期', null);
    expect([shared.status, own.status]).toEqual([200, 200]);
    expect((await read(DISPATCHER)).filters.map(({ name, own: mine }) => [name, mine])).toEqual([
      ['全区逾期', true],
      ['我的逾期', true],
    ]);
    expect((await read(BELOW)).filters).toEqual([
      { id: shared.id, name: '全区逾期', query: 'tier=red', areaCode: DISTRICT, own: false },
    ]);
    expect((await read(ELSEWHERE)).filters).toEqual([]);
  });

  it('refuses to share beyond the own area, and says so', async () => {
    const refused = await save(BELOW, '别人的', DISTRICT);
    expect([refused.status, refused.refused]).toEqual([422, 'filter-beyond']);
  });

  it('lets only the owner take a filter away', async () => {
    const [shared] = (await read(BELOW)).filters;
    const path = `/desk/filters/${shared?.id}/remove`;
    expect((await send(BELOW, 'POST', path, {})).refused).toBe('not-found');
    expect((await read(BELOW)).filters).toHaveLength(1);
    expect((await send(DISPATCHER, 'POST', path, {})).status).toBe(200);
    expect((await read(BELOW)).filters).toEqual([]);
  });

  it('takes no more filters than a person finds again, also when the last are saved at once', async () => {
    const name = (n: number): string => `第 ${n} 个`;
    for (let n = 2; n < FILTERS_AT_MOST; n += 1) await save(ELSEWHERE, name(n), null);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => save(ELSEWHERE, name(n), null)));
    expect(answers.filter(({ refused }) => refused === 'filters-full')).toHaveLength(2);
    expect((await read(ELSEWHERE)).filters).toHaveLength(FILTERS_AT_MOST);
  });
});
