import { startCluster } from '#server/db/cluster.ts';

/** Starts the embedded Postgres on a folder, prints what came of it, and holds it until it is told to stop. */
const cluster = await startCluster({ dataDir: process.argv[2]! });
console.log(JSON.stringify({ pid: cluster.pid(), url: cluster.url, adopted: cluster.adopted }));

const held = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => void cluster.stop().then(() => clearInterval(held)));
