import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { shapesOfAnswers } from '#server/door/shape.ts';

/** `npm run openapi:build`: writes the shapes of all answers, as the OpenAPI document quotes them. */
const file = new URL('answers.json', import.meta.url).pathname;
writeFileSync(
  file,
  await format(JSON.stringify(shapesOfAnswers()), { ...(await resolveConfig(file)), parser: 'json' }),
);
