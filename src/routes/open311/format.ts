export type Format = 'json' | 'xml';

const SUFFIX = /\.(json|xml)$/;

/**
 * The resource and the format that an address asks for: by its ending, otherwise by the Accept header, and XML, the
 * one format that the specification requires, where that says nothing.
 */
export function formatOf(path: string, accept: string | null): { path: string; format: Format } {
  const ending = SUFFIX.exec(path)?.[1] as Format | undefined;
  const format = ending ?? (/\bapplication\/json\b/i.test(accept ?? '') ? 'json' : 'xml');
  return { path: path.replace(SUFFIX, ''), format };
}
