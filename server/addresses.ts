import { networkInterfaces } from 'node:os';

/** The addresses that a person can type to reach a server that listens on this host and port. */
export function addressesOf(host: string, port: number): string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  if (!everywhere) return [`http://${host.includes(':') ? `[${host}]` : host}:${port}/`];
  const outside = Object.values(networkInterfaces())
    .flat()
    .filter((found) => found && !found.internal && found.family === 'IPv4')
    .map((found) => found!.address);
  return ['localhost', ...outside].map((name) => `http://${name}:${port}/`);
}
