import { audit } from './audit.ts';
import { commands } from './commands.ts';
import { desk } from './desk.ts';
import { push } from './push.ts';
import { rewind } from './rewind.ts';
import { rows } from './rows.ts';
import { search } from './search.ts';
import { soak } from './soak.ts';
import { suggest } from './suggest.ts';
import { timers } from './timers.ts';
import { wall } from './wall.ts';

/** `npm run bench -- <name> [--json]`: each bench measures its limit in the same run and prints both. */
const benches: Record<string, (argv: string[]) => Promise<object>> = {
  audit,
  commands,
  desk,
  push,
  rewind,
  rows,
  search,
  soak,
  suggest,
  timers,
  wall,
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`benches: ${Object.keys(benches).join(' ')}`);
  process.exit(2);
}
const line = await bench(rest.filter((argument) => argument !== '--json'));
if (rest.includes('--json')) console.log(JSON.stringify(line));
process.exit(0);
