import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export const SCHEMAS = [
  'discovery',
  'services',
  'service-definition',
  'requests',
  'receipt',
  'token',
  'updates',
  'errors',
] as const;
export type SchemaName = (typeof SCHEMAS)[number];

/** XML knows texts only, so there `12` may stand for 12. */
const validators = { json: open(false), xml: open(true) };

function open(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, coerceTypes, strictRequired: false });
  formats.default(ajv);
  for (const name of SCHEMAS) {
    const file = join(import.meta.dirname, `${name}.schema.json`);
    ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object, name);
  }
  return ajv;
}

/** What is wrong with an answer by its schema; empty where nothing is. Types of XML are set right in place. */
export function faultsOf(format: 'json' | 'xml', name: SchemaName, body: unknown): string[] {
  const validate = validators[format].getSchema(name);
  if (!validate) throw new Error(`no schema ${name}`);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const ENTRIES: Record<string, string> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false, trimValues: false });

/** XML as JSON by the Spark convention, written here a second time and the other way round; with its root's name. */
export function sparkOf(xml: string): { root: string; body: unknown } {
  const wellFormed = XMLValidator.validate(xml);
  if (wellFormed !== true) throw new Error(wellFormed.err.msg);
  const [[root, value] = ['', null]] = Object.entries(parser.parse(xml) as Record<string, unknown>).filter(
    ([name]) => name !== '#text',
  );
  return { root, body: valueOf(root, value) };
}

function valueOf(name: string, value: unknown): unknown {
  const entry = ENTRIES[name];
  if (entry !== undefined) {
    const inside = value === '' ? [] : (value as Record<string, unknown>)[entry];
    return [inside].flat().map((one) => valueOf(entry, one));
  }
  if (typeof value !== 'object' || value === null) return value === '' ? null : value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, valueOf(key, part)]));
}
