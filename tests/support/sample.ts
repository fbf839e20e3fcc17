import { randomUUID } from 'node:crypto';
import * as v from 'valibot';

/** What a field is given by its name; anything else is found by trying. */
export type Given = Record<string, unknown>;

const STRINGS = [
  'x',
  '440310',
  '2021-12-31',
  '1',
  'a.b',
  'PS-L210813-001',
  '1~00000000-0000-4000-8000-000000000000',
];
const NUMBERS = [1, 5, 7, 22.7, 114.3, 0, Date.parse('2021-12-01T00:00:00+08:00')];

interface Shape {
  type: string;
  entries?: Record<string, v.GenericSchema>;
  item?: v.GenericSchema;
  wrapped?: v.GenericSchema;
  options?: readonly unknown[];
  literal?: unknown;
  pipe?: readonly v.GenericSchema[];
}

/**
 * Something small that a schema accepts: the fields that have to be there, each with the first value that fits. So
 * that a new entry or act is asked without anybody writing an example for it.
 */
export function sampleOf(schema: v.GenericSchema, given: Given = {}, name = ''): unknown {
  const fits = (value: unknown): boolean => v.is(schema, value);
  if (name in given && fits(given[name])) return given[name];
  const shape = schema as unknown as Shape;
  switch (shape.type) {
    case 'object':
    case 'strict_object':
    case 'loose_object': {
      const needed = Object.entries(shape.entries ?? {}).filter(
        ([field, one]) => field in given || (one as unknown as Shape).type !== 'optional',
      );
      return Object.fromEntries(needed.map(([field, one]) => [field, sampleOf(one, given, field)]));
    }
    case 'array':
      return shape.item && !fits([]) ? [sampleOf(shape.item, given, name)] : [];
    case 'nullable':
    case 'optional':
    case 'nullish':
      return shape.wrapped && sampleOf(shape.wrapped, given, name);
    case 'picklist':
    case 'enum':
      return shape.options?.[0];
    case 'literal':
      return shape.literal;
    case 'union':
    case 'variant':
      return sampleOf(shape.options?.[0] as v.GenericSchema, given, name);
    case 'boolean':
      return false;
    case 'record':
      return {};
    case 'number':
      return NUMBERS.find(fits);
    default:
      return [randomUUID(), ...STRINGS].find(fits);
  }
}
