import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/**
 * JSON Schemas of everything in answers.ts, by name, from the types themselves: a document written by hand would
 * drift from the code.
 */
export function shapesOfAnswers(): Record<string, object> {
  const root = join(import.meta.dirname, '..', '..');
  const generator = createGenerator({
    path: join(root, 'server', 'door', 'answers.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: 'Documented',
    skipTypeCheck: true,
    additionalProperties: true,
    topRef: true,
    encodeRefs: false,
  });
  const { definitions = {} } = generator.createSchema('Documented');
  const { Documented, ...named } = definitions as Record<string, { properties?: Record<string, object> }>;
  const all = { ...named, ...Documented?.properties };
  const text = JSON.stringify(all)
    .replaceAll('#/definitions/', '#/components/schemas/')
    // OpenAPI allows no angle brackets in a name.
    .replaceAll(/([A-Z]\w*)<(\w+)>/g, '$1.$2');
  return JSON.parse(text, modern) as Record<string, object>;
}

/** A tuple as draft 2020-12 writes it, which OpenAPI 3.1 asks for. */
function modern(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) {
    return value;
  }
  const { items, ...rest } = value;
  return { ...rest, prefixItems: items, items: false };
}
