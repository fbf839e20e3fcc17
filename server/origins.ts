import type { Config } from '#server/config.ts';

/**
 * The origins that browsers may come from: those that were given, or else the names of this machine at the
 * port that is listened on. Sockets and changes from any other origin are refused (docs/protocol.md).
 */
export function allowedOrigins(config: Config, port: number): readonly string[] {
  if (config.origins.length > 0) return config.origins;
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const names = new Set(['localhost', '127.0.0.1', ...(everywhere ? [] : [bracketed(config.host)])]);
  return [...names].map((name) => `http://${name}:${port}`);
}

/** An IPv6 address stands in brackets in a URL (RFC 3986, section 3.2.2). */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
