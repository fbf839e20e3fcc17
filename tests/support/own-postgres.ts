import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asUser, databaseUser } from '#server/db/cluster/system-user.ts';

/** The oldest version that docs/operations.md promises. */
const OLDEST = 15;

/**
 * The folder with the programs of an installed Postgres, its server and its tools for backups alike; the embedded one has
 * no tools. Undefined where this machine has none.
 */
export function installedPostgres(): string | undefined {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .filter((version) => version >= OLDEST)
    : [];
  const folders = versions.sort((a, b) => b - a).map((version) => join(base, String(version), 'bin'));
  const needed = ['initdb', 'postgres', 'pg_ctl', 'pg_dump', 'pg_restore', 'pg_basebackup', 'createdb'];
  return folders.find((folder) => needed.every((name) => existsSync(join(folder, name))));
}

/** One server of an installed Postgres, in a folder of its own. */
export class OwnPostgres {
  readonly data: string;
  readonly sockets: string;
  readonly #bin: string;
  readonly #user = databaseUser();

  /** @param dir an existing folder that the database's user may pass through */
  constructor(bin: string, dir: string) {
    this.#bin = bin;
    this.data = join(dir, 'data');
    this.sockets = join(dir, 's');
    mkdirSync(this.sockets, { recursive: true });
    chmodSync(dir, 0o755);
    for (const path of [dir, this.sockets]) {
      if (this.#user) chownSync(path, this.#user.uid, this.#user.gid);
    }
  }

  /** As the commands of the documentation are given it: `host` is the folder of the socket. */
  url(database: string): string {
    return `postgres://faling@localhost/${database}?host=${encodeURIComponent(this.sockets)}`;
  }

  initialise(): void {
    this.#run(
      'initdb',
      '-D',
      this.data,
      '-U',
      'faling',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '-N',
    );
  }

  start(): void {
    const options = `-c listen_addresses='' -c unix_socket_directories=${this.sockets} -c fsync=off`;
    this.#run('pg_ctl', '-D', this.data, '-l', join(this.data, '..', 'log'), '-w', '-o', options, 'start');
  }

  promote(): void {
    this.#run('pg_ctl', '-D', this.data, '-w', 'promote');
  }

  /** @param mode `immediate` is how a machine ends whose power goes */
  stop(mode: 'fast' | 'immediate' = 'fast'): void {
    if (existsSync(join(this.data, 'postmaster.pid'))) {
      this.#run('pg_ctl', '-D', this.data, '-w', '-m', mode, 'stop');
    }
  }

  /** Runs lines of the documentation as they stand there, as the database's user, with these variables. */
  script(lines: string, env: Record<string, string>): void {
    this.#finished(
      spawnSync('bash', ['-euo', 'pipefail', '-c', lines], {
        ...asUser(this.#user),
        cwd: '/',
        encoding: 'utf8',
        env: { PATH: `${this.#bin}:/usr/bin:/bin`, PGUSER: 'faling', PGHOST: this.sockets, ...env },
      }),
    );
  }

  #run(program: string, ...args: string[]): void {
    const options = { ...asUser(this.#user), cwd: '/', encoding: 'utf8', stdio: 'pipe' } as const;
    // pg_ctl's child holds the pipes open for as long as it runs: only its own end is waited for.
    const stdio = program === 'pg_ctl' ? ('ignore' as const) : options.stdio;
    this.#finished(spawnSync(join(this.#bin, program), args, { ...options, stdio }));
  }

  #finished({ status, stdout, stderr }: { status: number | null; stdout?: string; stderr?: string }): void {
    if (status !== 0) throw new Error(`it ended with ${status}:\n${stdout ?? ''}\n${stderr ?? ''}`);
  }
}
