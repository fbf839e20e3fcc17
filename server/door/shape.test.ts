import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shapesOfAnswers } from '#server/door/shape.ts';

test('the shapes that the OpenAPI document quotes are those of the types; npm run openapi:build brings them up to date', () => {
  const kept = JSON.parse(readFileSync(new URL('answers.json', import.meta.url), 'utf8')) as unknown;
  expect(shapesOfAnswers()).toEqual(kept);
});
