import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';
import type { Config } from '#server/config.ts';
import { isLocal } from '#server/forwarded.ts';
import type { Meters } from './meters.ts';
import type { State } from './state.ts';

export type MetricsConfig = Pick<Config, 'metricsToken' | 'trustedProxies' | 'proxyDepth'>;

export const asksMetrics = ({ method, url }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && /^\/metrics(\?|$)/.test(url ?? '');

/** Answers `GET /metrics` in Prometheus' text format to this machine itself or to whoever brings the token. */
export async function answerMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  config: MetricsConfig,
  { registry }: Pick<Meters, 'registry'>,
  state: State,
): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (!mayRead(request, config)) return tell(response, refuse('metrics-closed'));
  try {
    await state.refresh();
    const text = await registry.metrics();
    response.setHeader('content-type', registry.contentType);
    response.end(request.method === 'HEAD' ? undefined : text);
  } catch {
    tell(response, refuse('busy'));
  }
}

/** Reading takes a token, but for a program on this machine that asks this process itself. */
export function mayRead(request: IncomingMessage, config: MetricsConfig): boolean {
  if (isLocal(request, config)) return true;
  const said = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return config.metricsToken !== null && said !== undefined && same(said, config.metricsToken);
}

/** Compared as digests, so that neither the length nor the first difference can be told by the time it takes. */
function same(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Nothing else is served where only the metrics are. */
export const refuseAddress = (_: IncomingMessage, response: ServerResponse): void =>
  tell(response, refuse('no-such-address'));

function tell(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(statusOf(refusal), { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...refusal, zh: sentenceOf(refusal, 'zh'), en: sentenceOf(refusal, 'en') }));
}
