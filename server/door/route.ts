import { ACTS, type ActName } from '#domain/case/act.ts';
import { COMMANDS } from '#domain/case/command.ts';
import type { Entry } from '#server/door/entry.ts';
import { REGISTRY } from '#server/door/registry.ts';

/** The acts that the outside may ask for; what only the clockwork does has no address. */
export const OUTSIDE_ACTS = (Object.keys(COMMANDS) as ActName[]).filter((act) =>
  ACTS[act].by.some((doer) => doer !== 'system'),
);

/** True for an act that makes the case that it is about. */
export const makesCase = (act: ActName): boolean => (ACTS[act].when as readonly string[]).includes('none');

/** Where an act is asked for: /commands/case.report, or /cases/{caseId}/assignment.sign. */
export const pathOfAct = (act: ActName): string =>
  makesCase(act) ? `/commands/${act}` : `/cases/{caseId}/${act}`;

/** The parts in braces of `template` as they stand in `path`, or undefined where it does not fit. */
export function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [n, part] of wanted.entries()) {
    const value = decoded(given[n] ?? '');
    if (value === undefined) return undefined;
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined && value !== '') parts[name] = value;
    else if (part !== value) return undefined;
  }
  return parts;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** What an address leads to: an entry of the registry, or an act, with the parts of its path. */
export type Route =
  | { kind: 'entry'; entry: Entry; parts: Record<string, string> }
  | { kind: 'act'; act: ActName; caseId: string | undefined }
  | { kind: 'commands' }
  | { kind: 'batch' }
  | { kind: 'openapi' };

const FIXED: Record<string, Route> = {
  'POST /commands': { kind: 'commands' },
  'POST /commands/batch': { kind: 'batch' },
  'GET /openapi.json': { kind: 'openapi' },
};

export function routeOf(method: string, path: string): Route | undefined {
  const fixed = FIXED[`${method} ${path}`];
  if (fixed) return fixed;
  for (const entry of REGISTRY) {
    const parts = entry.method === method ? match(entry.path, path) : undefined;
    if (parts) return { kind: 'entry', entry, parts };
  }
  if (method !== 'POST') return undefined;
  for (const act of OUTSIDE_ACTS) {
    const parts = match(pathOfAct(act), path);
    if (parts) return { kind: 'act', act, caseId: parts['caseId'] };
  }
  return undefined;
}
