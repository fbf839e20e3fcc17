import { addressesOf } from '#server/addresses.ts';
import type { Config } from '#server/config.ts';

/**
 * The origins that browsers may come from: those that were given, or else the names and addresses under which this machine
 * can be reached at the port that is listened on. Sockets and changes from any other origin are refused (docs/protocol.md).
 */
export function allowedOrigins(config: Config, port: number): readonly string[] {
  if (config.origins.length > 0) return config.origins;
  const addressed = addressesOf(config.host, port).map((address) => new URL(address).origin);
  const here = ['localhost', '127.0.0.1'].map((name) => new URL(`http://${name}:${port}`).origin);
  return [...new Set([...here, ...addressed])];
}

/** Origins of others' machines that are reached in clear: names and passwords would be read on the way. */
export const openLines = ({ origins }: Pick<Config, 'origins'>): string[] =>
  origins.filter((origin) => /^http:\/\/(?!localhost|127\.|\[::1\])/.test(origin));

/** Whether browsers reach the installation over encrypted lines only: what it sets in them may then say so. */
export const isSecure = ({ origins }: Pick<Config, 'origins'>): boolean =>
  origins.length > 0 && origins.every((origin) => origin.startsWith('https:'));
