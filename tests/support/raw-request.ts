import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with exactly these headers: `fetch` would set some by itself and refuse others. */
export async function rawRequest(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const sized =
    body === undefined ? headers : { 'content-length': String(Buffer.byteLength(body)), ...headers };
  const response = await new Promise<IncomingMessage>((done, failed) => {
    const sent = request(url, { method, headers: sized, agent: false }, done);
    sent.on('error', failed);
    sent.end(body);
  });
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}
