import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFlags } from '#server/launch/bundled-node.mjs';
import { TEST_SECRET } from '../support/running-app.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const STARTS_WITHIN_MS = 180_000;

/** How a server process is started; everything else is as in an installation. */
export interface ServerOptions {
  name: string;
  databaseUrl: string;
  /** The one address by which clients know the installation. */
  origin: string;
  /** Folder of the project that is run: a planted copy, or this one. */
  root?: string;
  env?: Record<string, string>;
}

/** One application process, `server/main.ts` as an installation runs it, that may be killed, stopped and started again. */
export class ServerProcess {
  readonly name: string;
  readonly port: number;
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(options: ServerOptions, port: number) {
    this.name = options.name;
    this.port = port;
    this.#options = options;
  }

  static async on(options: ServerOptions): Promise<ServerProcess> {
    return new ServerProcess(options, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it printed since its last start. */
  get said(): string {
    return this.#said;
  }

  /** Starts and answers once it listens. @throws with its output where it ends instead */
  async start(env: Record<string, string> = {}): Promise<void> {
    const { databaseUrl, origin, name, root = projectRoot } = this.#options;
    this.#said = '';
    // The folder is not used beside a database of one's own; it says whose process this is.
    const args = ['server/main.ts', '--port', String(this.port), '--data', join(tmpdir(), 'faling-unused')];
    const child = spawn(process.execPath, [...nodeFlags, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR },
        ...{ DATABASE_URL: databaseUrl, FALING_SECRET: TEST_SECRET, FALING_ORIGINS: origin },
        ...{ LOG_LEVEL: 'warn', PGAPPNAME: name },
        // Node keeps what it has compiled: a process that is killed every few seconds is up again the sooner.
        NODE_COMPILE_CACHE: join(tmpdir(), 'faling-compiled'),
        // The balancer stands before it like a proxy in an installation, and is believed like one.
        FALING_TRUSTED_PROXIES: '127.0.0.1',
        ...this.#options.env,
        ...env,
      },
    });
    this.#child = child;
    const keep = (chunk: Buffer): void => void (this.#said = (this.#said + chunk.toString()).slice(-200_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const since = performance.now();
    while (!this.#said.includes('发令 Faling\n')) {
      if (!this.runs || performance.now() - since > STARTS_WITHIN_MS)
        throw new Error(`${name} did not start:\n${this.#said}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** Sends a signal; for those that end it, answers when it is gone. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    if (!this.#child || !this.runs) return;
    const ends = signal === 'SIGKILL' || signal === 'SIGTERM';
    const gone = ends ? once(this.#child, 'exit') : undefined;
    this.#child.kill(signal);
    await gone;
  }

  /** The most memory that it has held since its start, in megabytes; 0 where the system does not say. */
  peakMb(): number {
    try {
      const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      return 0;
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
