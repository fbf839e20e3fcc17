import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Where anchors go: outside of the reach of whoever owns the database. */
export interface Sink {
  /** The address as it may be shown: without a name and a password. */
  name: string;
  /** Resolves once it has taken the line; throws where it has not, and the line is sent again later. */
  take: (line: string, at: Date) => Promise<void>;
}

/** How long a sink may take for a line. */
const PATIENCE_MS = 5_000;

/** @param address `file:///path`, `syslog://host:port`, `http://…` or `https://…`, as config.ts has checked it */
export function openSink(address: string): Sink {
  const url = new URL(address);
  const name = `${url.protocol}//${url.host}${url.pathname}`;
  switch (url.protocol) {
    case 'file:':
      return { name, take: (line) => append(fileURLToPath(url), line) };
    case 'syslog:':
      return { name, take: (line, at) => tell(url, line, at) };
    default:
      return { name, take: (line) => post(url, line) };
  }
}

/** To the disk before it counts as taken. What an earlier attempt may have left half written keeps a line of its own. */
async function append(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o640);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const torn = size > 0 && last.toString() !== '\n';
    await file.appendFile(`${torn ? '\n' : ''}${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Facility 13 is the log audit, severity 5 is notice. */
const PRIORITY = 13 * 8 + 5;

/**
 * RFC 5424 over TCP, its length before it (RFC 6587, section 3.4.1): over UDP nobody would know that a line was lost. What
 * the other side reads and forgets nobody can know either.
 */
function tell(url: URL, line: string, at: Date): Promise<void> {
  const message = `<${PRIORITY}>1 ${at.toISOString()} ${hostname() || '-'} faling ${process.pid} anchor - ${line}`;
  return new Promise((done, fail) => {
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 601) });
    socket.setTimeout(PATIENCE_MS, () =>
      socket.destroy(new Error('the syslog server did not answer in time')),
    );
    socket.on('error', fail);
    // Closed by the other side as well: it has read to the end.
    socket.on('close', (failed) => (failed ? undefined : done()));
    socket.resume();
    socket.on('connect', () => socket.end(`${Buffer.byteLength(message)} ${message}`));
  });
}

/** A name and a password in the address are sent as such; a redirection is not followed, because the line would go elsewhere. */
async function post(url: URL, line: string): Promise<void> {
  const bare = new URL(url);
  [bare.username, bare.password] = ['', ''];
  const secret = [url.username, url.password].map(decodeURIComponent).join(':');
  const response = await fetch(bare, {
    method: 'POST',
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      ...(url.username ? { authorization: `Basic ${Buffer.from(secret).toString('base64')}` } : {}),
    },
    body: line,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the sink answered ${response.status}`);
}
