import { ASKERS, HANDLERS, STAFF, type Asker, type Entry } from '#server/door/entry.ts';

interface Shape {
  const?: string;
  properties?: Record<string, Shape>;
}

/** The events by type with the fields of their bodies, as docs/protocol.md lists them: one row each, in the order of a case's life. */
export function eventRows(shapes: Record<string, object>, types: readonly string[]): string[] {
  const events = (shapes['Event'] as { anyOf: Shape[] }).anyOf;
  return types.map((type) => {
    const found = events.find((one) => one.properties?.['type']?.const === type);
    const fields = Object.keys(found?.properties?.['body']?.properties ?? {});
    return `| \`${type}\` | ${fields.map((field) => `\`${field}\``).join(' ')} |`;
  });
}

/** The registry as docs/protocol.md lists it: address, meaning, and who may ask. */
export const queryRows = (registry: readonly Entry[]): string[] =>
  registry.map(({ method, path, about, by }) => `| \`${method} ${path}\` | ${about.en} | ${askers(by)} |`);

function askers(by: readonly Asker[]): string {
  const groups: [string, readonly Asker[]][] = [
    ['anybody', ASKERS],
    ['the staff', STAFF],
    ['those who handle cases', HANDLERS],
  ];
  const named = groups.find(([, group]) => group.every((one) => by.includes(one)));
  const rest = named ? by.filter((one) => !named[1].includes(one)) : by;
  return [...(named ? [named[0]] : []), ...rest].join(', ');
}
