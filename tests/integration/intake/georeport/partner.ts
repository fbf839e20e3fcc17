import { expect } from 'vitest';
import type { RunningApp } from '../../../support/running-app.ts';
import { faultsOf, sparkOf, type SchemaName } from './schema.ts';

export type Format = 'json' | 'xml';
export type Row = Record<string, unknown>;

const TYPES = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' };
const ROOTS: Record<SchemaName, string> = {
  discovery: 'discovery',
  services: 'services',
  'service-definition': 'service_definition',
  requests: 'service_requests',
  receipt: 'service_requests',
  token: 'service_requests',
  updates: 'service_request_updates',
  errors: 'errors',
};

/** What a program of another platform does: it sends forms and reads answers, and every answer is held to its schema. */
export class Partner {
  readonly #origin: string;
  readonly key: string;

  constructor(app: Pick<RunningApp, 'origin'>, key: string) {
    this.#origin = app.origin;
    this.key = key;
  }

  /** Reads a resource in both formats; they must say the same. `schema` is the one that the answer has to keep. */
  async read(schema: SchemaName, path: string, query: Row = {}, status = 200): Promise<unknown> {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    );
    const json = await this.ask('json', schema, `${path}.json?${parameters}`, status);
    const xml = await this.ask('xml', schema, `${path}.xml?${parameters}`, status);
    expect(xml).toEqual(json);
    return json;
  }

  async ask(
    format: Format,
    schema: SchemaName,
    path: string,
    status: number,
    init?: RequestInit,
  ): Promise<unknown> {
    const response = await fetch(`${this.#origin}/open311/${path}`, init);
    const text = await response.text();
    expect(response.status, text).toBe(status);
    expect(response.headers.get('content-type')).toBe(TYPES[format]);
    if (format === 'json') return hold(format, schema, JSON.parse(text));
    const { root, body } = sparkOf(text);
    expect(text.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
    expect(root).toBe(ROOTS[schema]);
    return hold(format, schema, body);
  }

  /** The requests or updates of a list. */
  async list(path: string, query: Row = {}): Promise<Row[]> {
    const schema = path.endsWith('servicerequestupdates') ? 'updates' : 'requests';
    return (await this.read(schema, path, query)) as Row[];
  }

  /** Sends a form; without files url-encoded, with files multipart. Answers the new request's number. */
  async send(fields: Record<string, string>, { format = 'json', id, media }: Sending = {}): Promise<string> {
    const [entry] = (await this.ask(format, 'receipt', `v2/requests.${format}`, 201, {
      method: 'POST',
      headers: id === undefined ? {} : { 'idempotency-key': id },
      body: formOf({ api_key: this.key, ...fields }, media),
    })) as Row[];
    return String(entry?.['service_request_id']);
  }

  /** Sends a form that is refused with this status; answers the sentence. */
  async refused(fields: Record<string, string>, status: number, media?: Uint8Array[]): Promise<string> {
    const init = { method: 'POST', body: formOf({ api_key: this.key, ...fields }, media) };
    const [entry] = (await this.ask('xml', 'errors', 'v2/requests.xml', status, init)) as Row[];
    expect(entry?.['code']).toBe(status);
    return String(entry?.['description']);
  }
}

export interface Sending {
  format?: Format;
  id?: string;
  media?: Uint8Array[];
}

function hold(format: Format, schema: SchemaName, body: unknown): unknown {
  expect(faultsOf(format, schema, body), JSON.stringify(body)).toEqual([]);
  return body;
}

export function formOf(fields: Record<string, string>, media?: Uint8Array[]): URLSearchParams | FormData {
  if (!media) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of media) form.append('media', new Blob([new Uint8Array(file)]), 'a.jpg');
  return form;
}
