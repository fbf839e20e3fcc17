import { expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { municipal } from '../../../tests/support/world.ts';
import { isOpen, isWatched } from './case.ts';

const { report, accept, dispatch, sign, raise, liftWarning, supervise } = acts;
const scored = [report(), accept(), dispatch(), sign(), acts.contact(), acts.resolve(), acts.confirm()];

test.each<[string, acts.Act[], boolean]>([
  ['nothing stands', scored, false],
  ['a warning stands', [report(), raise()], true],
  [
    'one of two warnings stands',
    [report(), raise(), liftWarning(), raise('overdue-streak:x', 'overdue-streak')],
    true,
  ],
  ['its warning was lifted', [report(), raise(), liftWarning()], false],
  ['a supervision waits for its answer', [report(), accept(), supervise()], true],
  ['a supervision was answered', [report(), accept(), dispatch(), supervise(), acts.answer()], false],
  ['a contest of its score is undecided', [...scored, acts.contest(municipal)], true],
  [
    'a contest of its score was decided',
    [...scored, acts.contest(municipal), acts.decideContest(true)],
    false,
  ],
])('a case is watched while something about it wants an eye: %s', (_, history, is) => {
  expect(isWatched(after(...history).subject)).toBe(is);
});

test('a case is open until nobody has anything to do any more', () => {
  expect(isOpen(after(...scored).subject)).toBe(true);
  expect(isOpen(after(...scored, acts.followUp()).subject)).toBe(false);
});
