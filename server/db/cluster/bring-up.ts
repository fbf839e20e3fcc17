import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from '#server/db/cluster/binaries.ts';
import { failedToStart } from '#server/db/cluster/failure.ts';
import type { ClusterHome } from '#server/db/cluster/home.ts';
import { readPassword, superuser } from '#server/db/cluster/initdb.ts';
import { isPostmasterOf, runningPostmaster } from '#server/db/cluster/pid-file.ts';
import { launch } from '#server/db/cluster/postmaster.ts';
import { connectionTo, untilReady } from '#server/db/cluster/ready.ts';
import type { Address } from '#server/db/cluster/settings.ts';
import { makeSocketFolder } from '#server/db/cluster/socket-folder.ts';

/** How long what is left of a killed Postgres may hold its shared memory before we give up. */
const patienceMs = 15_000;

/** Two of Postgres's own sentences that mean: what is left of the last server is not quite gone. */
const stillInUse = /pre-existing shared memory block|lock file "[^"]*" already exists/;

/** Adopts the server that is running on this cluster, or starts one; answers when it accepts connections. */
export async function bringUp(
  home: ClusterHome,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<{ pid: number; address: Address; adopted: boolean }> {
  const password = readPassword(home);
  const begun = performance.now();
  for (;;) {
    const found = runningPostmaster(home.pgdata);
    if (found) {
      // If it ends instead of answering it was on its way out, and ours is started in the next round.
      const connection = connectionTo(found.address, superuser, password);
      if (await untilReady(connection, () => stateOf(home, found.pid))) {
        return { pid: found.pid, address: found.address, adopted: true };
      }
      continue;
    }
    const address = await addressFor(home);
    const launched = await launch(home, binaries, address, settings);
    const connection = connectionTo(address, superuser, password);
    if (await untilReady(connection, () => stateOf(home, launched.pid))) {
      return { pid: launched.pid, address, adopted: false };
    }
    const written = launched.written();
    if (!stillInUse.test(written) || performance.now() - begun > patienceMs)
      throw failedToStart(home, written);
    await pause(200);
  }
}

/** A postmaster writes its file a moment after it was started: until then it counts as starting. */
function stateOf(home: ClusterHome, pid: number): 'starting' | 'ready' | 'gone' {
  if (!isPostmasterOf(home.pgdata, pid)) return 'gone';
  const found = runningPostmaster(home.pgdata);
  return found?.pid === pid && found.ready ? 'ready' : 'starting';
}

async function addressFor(home: ClusterHome): Promise<Address> {
  if (process.platform !== 'win32') return { host: makeSocketFolder(home.pgdata, home.user), port: 5432 };
  return { host: '127.0.0.1', port: await freePort() };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
