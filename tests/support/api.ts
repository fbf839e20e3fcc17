import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { CaseFile } from '#server/case/file.ts';
import type { RunningApp } from './running-app.ts';

type Json = Record<string, unknown>;
interface Document extends Json {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json };
}

/** A report of a resident that whoever has no account may make. */
export const REPORT = {
  channel: 'wechat',
  words: '东二三巷的垃圾桶满了，两天没人收',
  point: { lat: 22.7437, lon: 114.3712 },
};
export const MATTER_CODE = 'municipal.garbage-overflow';

export type Api = Awaited<ReturnType<typeof apiOf>>;

/** The API below /api/v1 of a running app, and what it says of itself. */
export async function apiOf(app: RunningApp) {
  const document = (await (await app.get('/api/v1/openapi.json')).json()) as Document;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', components: document.components });

  /** What does not fit the shape that the document gives to `name`. */
  const misfits = (name: string, value: unknown): unknown => {
    const check = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    return check(value) ? [] : check.errors;
  };
  const send = async (
    method: string,
    path: string,
    body: object,
    username?: string,
    headers: Record<string, string> = {},
  ): Promise<Json & { status: number; etag: string | null }> => {
    const cookie = username ? { cookie: await app.signIn(username) } : {};
    const response = await fetch(`${app.origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: app.origin, ...cookie, ...headers } as Record<
        string,
        string
      >,
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      ...((await response.json()) as Json),
    };
  };
  const read = async (path: string, username?: string) => {
    const response = await app.get(`/api/v1${path}`, username);
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: (await response.json()) as Json,
    };
  };
  const reported = async (): Promise<string> => (await app.act(null, 'case.report', REPORT)).caseId;
  const accepted = async (): Promise<string> => {
    const caseId = await reported();
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: MATTER_CODE }, { caseId });
    return caseId;
  };
  /** A case in the hands of the municipal office, with the duty's id. */
  const dispatched = async (): Promise<{ caseId: string; assignmentId: string }> => {
    const caseId = await accepted();
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    const sent = await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    expect(sent).toMatchObject({ status: 200 });
    const { body } = await read(`/cases/${caseId}`, 'ps-dispatch-1');
    return { caseId, assignmentId: (body as unknown as CaseFile).case.assignments[0]!.id };
  };

  return { document, ajv, misfits, send, read, reported, accepted, dispatched };
}
