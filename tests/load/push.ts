import { parseArgs } from 'node:util';
import { openBenchCluster } from './cluster.ts';
import { median, round, type Run } from './push/figures.ts';
import {
  bursts,
  connect,
  openCity,
  openScreens,
  openServer,
  run,
  steady,
  type ScreensProcess,
  type ServerProcess,
} from './push/stage.ts';
import type { Arm } from './push/server.ts';

const ARMS = ['ws', 'socket.io', 'pipeline'] as const;
const RATE = 20;
const BURST = 100;

interface Plan {
  rounds: number;
  /** How many screens, for how many seconds they are told of RATE commands a second, and how many rounds of it. */
  sizes: { screens: number; seconds: number; rounds: number }[];
  /** The size at which bursts and a second process are tried. */
  middle: number;
  burstSeconds: number;
}

/**
 * Commit → screen for N screens in a process of their own: the whole pipeline (command, commit, feed, tail, hub,
 * screen) and, alternating in the same run, Socket.IO by itself and the limit: bare `ws` sending the same bytes to as many
 * sockets after the same commit. Every arm is a server process with a database of its own on one Postgres.
 */
export async function push(argv: string[]): Promise<object> {
  const plan = planOf(argv);
  const tearDown = await openBenchCluster();
  const ends: (() => Promise<void>)[] = [tearDown];
  try {
    return await play(plan, ends);
  } finally {
    for (const end of ends.reverse()) await end().catch((fault: unknown) => console.error(fault));
  }
}

function planOf(argv: string[]): Plan {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      screens: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
  const counts = (values.screens ?? (values.quick ? '50,300' : '100,1000,5000')).split(',').map(Number);
  const sizes = counts.map((screens) => ({
    screens,
    seconds: screens > 1_000 || values.quick ? 2 : 3,
    // Thousands of connections take longer to make than to measure.
    rounds: screens > 1_000 ? Math.min(rounds, 3) : rounds,
  }));
  const middle = counts.filter((count) => count <= 1_000).at(-1) ?? 0;
  return { rounds, sizes, middle, burstSeconds: values.quick ? 1 : 2 };
}

/** What was measured, by what was tried: one entry a round. */
type Results = Map<string, Run[]>;

async function play(plan: Plan, ends: (() => Promise<void>)[]): Promise<object> {
  const servers = new Map<Arm, ServerProcess>();
  const start = async (arm: Arm, url: string): Promise<ServerProcess> => {
    const server = await openServer(arm, url);
    ends.push(() => server.child.end());
    return server;
  };
  let url = '';
  for (const arm of ARMS) {
    const city = await openCity();
    ends.push(() => city.drop());
    servers.set(arm, await start(arm, city.url));
    url = city.url;
  }
  const screens = openScreens();
  ends.push(() => screens.end());
  const results: Results = new Map();
  await warmUp(screens, servers);
  for (const { screens: count, seconds, rounds } of plan.sizes) {
    for (let i = 0; i < rounds; i += 1) {
      // Each arm comes first, second and last in turn.
      for (const n of ARMS.keys()) {
        const arm = ARMS[(n + i) % ARMS.length] as Arm;
        await alone(screens, servers.get(arm) as ServerProcess, { count, seconds, plan }, results);
      }
    }
  }
  const [first, second] = [servers.get('pipeline') as ServerProcess, await start('pipeline', url)];
  await together(screens, first, second, plan, new Map());
  for (let i = 0; i < plan.rounds; i += 1) await together(screens, first, second, plan, results);
  return print(plan, results);
}

/** Until the code is compiled and the connections stand; it also shows the other arms what a message looks like. */
async function warmUp(screens: ScreensProcess, servers: Map<Arm, ServerProcess>): Promise<void> {
  const pipeline = servers.get('pipeline') as ServerProcess;
  await connect(screens, pipeline, 20);
  const [first] = await run(screens, pipeline, steady(10, 1));
  await screens.ask({ do: 'shut' });
  for (const server of servers.values()) {
    await server.child.ask({ do: 'imitate', sample: first?.sample ?? '' });
    await connect(screens, server, 200);
    await run(screens, server, steady(RATE, 5));
    await screens.ask({ do: 'shut' });
  }
}

async function alone(
  screens: ScreensProcess,
  server: ServerProcess,
  { count, seconds, plan }: { count: number; seconds: number; plan: Plan },
  results: Results,
): Promise<void> {
  await connect(screens, server, count);
  note(results, `${count} ${server.arm}`, await run(screens, server, steady(RATE, seconds)));
  if (count === plan.middle) {
    const burst = bursts(BURST, plan.burstSeconds);
    note(results, `burst ${server.arm}`, await run(screens, server, burst));
    note(results, `100/s ${server.arm}`, await run(screens, server, steady(BURST, 1)));
  }
  await screens.ask({ do: 'shut' });
  if (count === plan.middle && server.arm !== 'socket.io') {
    // What the same commands cost where nobody looks.
    note(results, `0 ${server.arm}`, await run(screens, server, steady(RATE, 2)));
    if (server.arm === 'ws')
      note(results, 'burst 0', await run(screens, server, bursts(BURST, plan.burstSeconds)));
  }
}

/** Half of the screens on the process that commits, half on another one that only hears of it. */
async function together(
  screens: ScreensProcess,
  first: ServerProcess,
  second: ServerProcess,
  plan: Plan,
  results: Results,
): Promise<void> {
  for (const [name, server] of Object.entries({ first, second })) {
    await connect(screens, server, plan.middle / 2, name);
  }
  const [here, there] = await run(screens, first, steady(RATE, 3), ['first', 'second']);
  if (here) note(results, 'first process', [here]);
  if (there) note(results, 'second process', [there]);
  await screens.ask({ do: 'shut' });
}

function note(results: Results, name: string, runs: Run[]): void {
  results.set(name, [...(results.get(name) ?? []), ...runs]);
}

function print(plan: Plan, results: Results): object {
  const of = (name: string, figure: (run: Run) => number): number =>
    median((results.get(name) ?? []).map(figure));
  /** The median over the rounds of what was measured in the same round. */
  const ratio = (name: string, limit: string, figure: (run: Run, round: number) => number): number => {
    const limits = results.get(limit) ?? [];
    return median((results.get(name) ?? []).map((one, i) => figure(one, i) / figure(limits[i] as Run, i)));
  };
  const extra = (name: string, limit: string): number =>
    of(name, (one) => one.lastP50) - of(limit, (one) => one.lastP50);
  const cpu = (one: Run): number => (one.cpuMs / one.deliveries) * 1000;
  /** Without what the same commands cost in the same round where nobody looks. */
  const beyond =
    (idle: string) =>
    (one: Run, i: number): number => {
      const nobody = results.get(idle)?.[i];
      return one.cpuMs / one.facts - (nobody ? nobody.cpuMs / nobody.facts : Number.NaN);
    };
  const rows = [...results.keys()].map((name) => ({
    name,
    rounds: results.get(name)?.length,
    p50: round(of(name, (one) => one.p50)),
    p99: round(of(name, (one) => one.p99)),
    last_p50: round(of(name, (one) => one.lastP50)),
    last_p99: round(of(name, (one) => one.lastP99)),
    cpu_ms_per_1000: round(of(name, cpu)),
    cpu_ms_per_command: round(of(name, (one) => one.cpuMs / one.facts)),
    rss_mb: round(
      of(name, (one) => one.rssMb),
      0,
    ),
    answer_p50: round(of(name, (one) => one.answerP50)),
    answer_p99: round(of(name, (one) => one.answerP99)),
    answered_first: round(
      of(name, (one) => one.answeredFirst),
      3,
    ),
    frames_per_fact: round(
      of(name, (one) => one.frames / one.deliveries),
      3,
    ),
    missing: of(name, (one) => one.missing),
    double: of(name, (one) => one.double),
    disorder: of(name, (one) => one.disorder),
  }));
  console.log(
    `push: medians of ${plan.rounds} rounds, ms from the commit; ${RATE} commands/s, bursts of ${BURST}`,
  );
  console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
  const ratios = {
    p50_1000: ratio(`${plan.middle} pipeline`, `${plan.middle} ws`, (one) => one.lastP50),
    p99_1000: ratio(`${plan.middle} pipeline`, `${plan.middle} ws`, (one) => one.lastP99),
    cpu_1000: ratio(`${plan.middle} pipeline`, `${plan.middle} ws`, cpu),
    cpu_1000_push_alone: ratio(`${plan.middle} pipeline`, `${plan.middle} ws`, beyond('0 ws')),
    p50_100_extra_ms: extra(`${plan.sizes[0]?.screens} pipeline`, `${plan.sizes[0]?.screens} ws`),
    burst_fold: 1 / ratio('burst pipeline', 'burst ws', beyond('burst 0')),
    burst_fold_with_commands: 1 / ratio('burst pipeline', 'burst ws', cpu),
    second_process_p99: ratio('second process', 'first process', (one) => one.p99),
  };
  const rounded = Object.fromEntries(Object.entries(ratios).map(([name, value]) => [name, round(value)]));
  console.log(rounded);
  return { bench: 'push', ratios: rounded, rows };
}
