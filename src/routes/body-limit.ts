/** Photographs come in here, and nowhere else. */
const UPLOAD = /^\/open311\/v2\/requests(\.json|\.xml)?$/;
const UPLOAD_BYTES = 32 * 1024 * 1024;
/** The largest body that every other route takes. */
const BYTES = 256 * 1024;

/** A name and a password, and nothing else. */
const AUTH_BYTES = 16 * 1024;

export const bodyLimitOf = (path: string): number =>
  UPLOAD.test(path) ? UPLOAD_BYTES : path.startsWith('/api/auth/') ? AUTH_BYTES : BYTES;

/** What reading a body fails with that goes on beyond its limit. */
class TooLong extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super('the body is too long');
    this.limitBytes = limitBytes;
  }
}

export const isTooLong = (fault: unknown): fault is TooLong => fault instanceof TooLong;

/**
 * The same request, with a body that ends in a fault where it exceeds the limit. For bodies that come without a
 * length: of one that says its length, Node reads no more than that.
 */
export function bounded(request: Request, limitBytes: number): Request {
  if (request.body === null || request.headers.has('content-length')) return request;
  let bytes = 0;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) controller.error(new TooLong(limitBytes));
      else controller.enqueue(chunk);
    },
  });
  const { body } = request;
  body.pipeTo(writable, { preventCancel: true }).catch(() => discard(body));
  // A body that is a stream has to say so (fetch, "half duplex"); TypeScript's DOM does not know the word yet.
  const init: RequestInit & { duplex: 'half' } = { body: readable, duplex: 'half' };
  return new Request(request, init);
}

/**
 * Reads the rest of a refused body and keeps nothing of it. Left unread it would block the next request on the same
 * line, and cancelling it would cut the line before the sender has its answer. Node's bound of time for a request
 * ends what goes on for ever.
 */
export async function discard(body: ReadableStream<Uint8Array> | null): Promise<void> {
  await body?.pipeTo(new WritableStream()).catch(() => undefined);
}
