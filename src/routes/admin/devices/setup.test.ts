import { expect, test } from 'vitest';
import * as v from 'valibot';
import { SETUP } from '#domain/scene/scene.ts';
import { setupOf } from './setup.ts';

const formOf = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

test('what an administrator enters for a wall is a setup, and a scene without seconds is left out', () => {
  const form = formOf({
    overview: '60',
    streets: '',
    orders: '30',
    night: 'on',
    nightFrom: '22:30',
    nightUntil: '06:00',
  });
  expect(v.parse(SETUP, setupOf(form))).toEqual({
    playlist: [
      { scene: 'overview', seconds: 60 },
      { scene: 'orders', seconds: 30 },
    ],
    night: { fromMin: 1_350, untilMin: 360 },
    sound: false,
  });
});

test('a wall without a scene, or with a night that is no time, is refused', () => {
  expect(v.is(SETUP, setupOf(formOf({ sound: 'on' })))).toBe(false);
  expect(v.is(SETUP, setupOf(formOf({ overview: '60', night: 'on', nightFrom: '', nightUntil: '' })))).toBe(
    false,
  );
});
