import { afterEach, expect, test, vi } from 'vitest';
import { act } from './command.ts';
import { fateOf } from './outbox.ts';

afterEach(() => vi.unstubAllGlobals());

/** What the act's caller gets when the server answers so. */
async function answered(status: number, body: object) {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(body, { status })));
  return act('case.guide', {}, { caseId: 'c' });
}

test('an accepted command is what the server says of it', async () => {
  const accepted = { caseId: 'c', number: 'n', version: 2, events: ['case.guided'] };
  expect(await answered(200, accepted)).toEqual(accepted);
});

test('a refusal is shown as it was said, whatever its status', async () => {
  const refused = { refused: 'busy', details: {}, zh: '忙。', en: 'Busy.' };
  expect(await answered(503, refused)).toEqual(refused);
});

test('a fault of the server is never taken for an acceptance: the act is kept and sent again', async () => {
  const answer = await answered(500, { message: 'internal', errorId: 'A1B2C3D4' });
  expect(answer).toMatchObject({ refused: 'unsent' });
  expect(fateOf(answer)).toBe('kept');
});
