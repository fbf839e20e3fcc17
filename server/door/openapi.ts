import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { ACT_WORDS } from '#domain/audit/words.ts';
import { ACTS, type ActName } from '#domain/case/act.ts';
import { COMMANDS, ENVELOPE } from '#domain/case/command.ts';
import { REFUSALS } from '#domain/refusal.ts';
import type { Entry } from '#server/door/entry.ts';
import { REGISTRY } from '#server/door/registry.ts';
import { makesCase, OUTSIDE_ACTS, pathOfAct } from '#server/door/route.ts';

type Json = Record<string, unknown>;

/** The shapes of the answers, derived from the types in answers.ts by `npm run openapi:build`. */
const SHAPES = 'answers.json';
let document: Json | undefined;

/** The OpenAPI 3.1 document: every entry of the registry and every act, from the very schemas that parse them. */
export const openapi = (): Json => (document ??= build());

function build(): Json {
  const file = new URL(SHAPES, import.meta.url);
  const schemas = JSON.parse(readFileSync(file, 'utf8')) as Json;
  const paths: Record<string, Json> = {};
  const add = (path: string, method: string, operation: Json): void => {
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const entry of REGISTRY) add(entry.path, entry.method.toLowerCase(), ofEntry(entry));
  for (const act of OUTSIDE_ACTS) add(pathOfAct(act), 'post', ofAct(act));
  add('/commands', 'post', envelope());
  add('/commands/batch', 'post', batch());
  return {
    openapi: '3.1.0',
    info: {
      title: 'Faling 发令',
      version: '1',
      description:
        'Commands and queries of a real-time command system for residents’ appeals. Instants are milliseconds since 1970 by the city’s clock. 社区发令、部门执行。',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'better-auth.session_token',
          description: 'A session of the staff. Over https its name begins with __Host-.',
        },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: "A key of a partner's program, with the scopes that it was given.",
        },
        receipt: {
          type: 'apiKey',
          in: 'header',
          name: 'x-receipt-code',
          description: '查询码: acts as the resident of one case.',
        },
      },
      responses: { Refused: refused() },
    },
  };
}

function ofEntry(entry: Entry): Json {
  const schema = inputOf(entry.input);
  const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const required = (schema['required'] ?? []) as string[];
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} }));
  const others = Object.keys(properties).filter((name) => !names.includes(name));
  const inQuery = others.map((name) => ({
    ...{ name, in: 'query', schema: properties[name] },
    required: required.includes(name),
  }));
  const body = {
    ...schema,
    properties: Object.fromEntries(others.map((name) => [name, properties[name]])),
    required: required.filter((name) => !names.includes(name)),
  };
  const isGet = entry.method === 'GET';
  return {
    operationId: entry.name,
    summary: entry.about.zh,
    description: `${entry.about.en} ${mayAsk(entry.by)}`,
    parameters: isGet ? [...inPath, ...inQuery] : inPath,
    ...(isGet ? {} : { requestBody: json(body) }),
    ...(entry.by.includes('nobody') ? { security: [{}] } : {}),
    ...(entry.scope ? { security: [{ session: [] }, { key: [] }], 'x-scope': entry.scope } : {}),
    responses: responses(entry.name),
  };
}

function ofAct(act: ActName): Json {
  const { by, when } = ACTS[act];
  const from = makesCase(act) ? '' : ` In the states: ${when.join(', ')}.`;
  const resident = (by as readonly string[]).includes('resident');
  const caseId = {
    name: 'caseId',
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  };
  return {
    operationId: act,
    summary: ACT_WORDS[act].zh,
    description: `${ACT_WORDS[act].en}. ${mayAsk(by)}${from}`,
    parameters: makesCase(act) ? [IDEMPOTENCY] : [caseId, IDEMPOTENCY, IF_MATCH],
    requestBody: json(inputOf(COMMANDS[act])),
    ...(resident ? { security: [{ session: [] }, { receipt: [] }] } : {}),
    responses: responses('accepted'),
  };
}

const envelope = (): Json => ({
  operationId: 'command',
  summary: '按类型发送一条指令。',
  description: 'Any act in an envelope with its id, as the screens send it.',
  parameters: [IDEMPOTENCY, IF_MATCH],
  requestBody: json(inputOf(ENVELOPE)),
  responses: responses('accepted'),
});

const batch = (): Json => ({
  operationId: 'commands.batch',
  summary: '一次发送多条，逐条给出结果。',
  description: 'Up to a hundred envelopes, one after the other; each gets a result of its own.',
  requestBody: json({
    type: 'object',
    required: ['commands'],
    properties: { commands: { type: 'array', minItems: 1, maxItems: 100, items: inputOf(ENVELOPE) } },
  }),
  responses: responses('batch'),
});

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'A repeat under the same key gets the first answer; another body under it is refused with 409.',
  schema: { type: 'string', maxLength: 255 },
};
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  description: 'The version that was seen, in quotes; 412 where somebody acted since.',
  schema: { type: 'string', examples: ['"7"'] },
};

const mayAsk = (by: readonly string[]): string => `Open to: ${by.join(', ')}.`;
const json = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } });
const shape = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const responses = (name: string): Json => ({
  '200': {
    description: 'Done.',
    content: name === 'media.read' ? { 'image/*': {} } : { 'application/json': { schema: shape(name) } },
  },
  default: { $ref: '#/components/responses/Refused' },
});

const refused = (): Json => ({
  description: `Nothing was changed. Codes: ${Object.entries(REFUSALS)
    .map(([code, { status }]) => `${code} (${status})`)
    .join(', ')}.`,
  content: { 'application/json': { schema: shape('refusal') } },
});

/** What a schema takes in, without what JSON Schema cannot say (a transformation, a cross-check); it is refused all the same. */
function inputOf(schema: GenericSchema): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema as never, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
  }) as Json;
  return rest;
}
