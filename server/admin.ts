import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { levelOf } from '#domain/area/area.ts';
import { ERASE_REASONS, type EraseReason } from '#domain/case/erase.ts';
import { note } from '#server/audit/entry.ts';
import { pemOf, readAuditKey } from '#server/audit/key.ts';
import { KEY_SCOPES, type KeyScope } from '#domain/person/key.ts';
import { ROLES, type Role } from '#domain/person/person.ts';
import { isRefusal, sentenceOf, type Refusal } from '#domain/refusal.ts';
import { createAccount, resetAccount } from '#server/access/account.ts';
import { createDevice } from '#server/access/device.ts';
import { createKey } from '#server/access/partner-key.ts';
import { Sealer } from '#server/access/seal.ts';
import { setFactorPolicy } from '#server/access/second-factor.ts';
import { userTable } from '#server/access/table.ts';
import { areaTable } from '#server/area/table.ts';
import { readConfig } from '#server/config.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool, type Database } from '#server/db/pool.ts';
import { areas } from '#server/demo/city/areas.ts';
import { eraseNow } from '#server/erasure/ask.ts';
import { rotateEpoch } from '#server/feed/epoch.ts';
import { applyAll } from '#server/retention/apply.ts';
import { printed } from '#server/retention/print.ts';
import { retentionReport } from '#server/retention/report.ts';
import { readSecret } from '#server/secret.ts';
import { trustClock } from '#server/timer/look.ts';

const HELP = `npm run admin -- <command>      (DATABASE_URL and FALING_SECRET as for npm start)

  user --username NAME --staff NUMBER --name NAME --role ROLE --area CODE [--area CODE …] [--department ID]
       makes an account and prints its password once, which has to be changed at the first sign-in. The first
       administrator is made so; everybody else in /admin. NUMBER (工号) is the human: nobody may hold two of the three
       administrators' roles. Without it the username stands for it. ROLE is one of
       ${ROLES.join(' ')}
  reset --username NAME [--second-factor]
       gives a new password, and takes a lost second factor away
  second-factor --role ROLE --required | --optional
       whether a role needs a second factor
  wall --area CODE --name NAME        makes a wall and prints its link once
  partner --name NAME [--scope SCOPE …] [--area CODE …] [--days N]
       makes a key for a partner's program and prints it once; SCOPE is one of
       ${KEY_SCOPES.join(' ')}
  trust-clock                         says that the database's clock is right after it was set: timers fire again
  areas                               loads the official areas of Shenzhen (NBS 2023)
  erase --case NUMBER --reason CODE   erases the personal data of a case that is over, for ever; CODE is one of
       ${ERASE_REASONS.join(' ')}
  retention [--dry-run]               deletes what is kept too long; --dry-run prints what it would be
  rotate-epoch                        after a restore or a promotion: every screen takes a snapshot
  audit-key                           prints the public key that checks the anchors of the audit; needs no database
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    username: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    area: { type: 'string', multiple: true },
    department: { type: 'string' },
    case: { type: 'string' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
    staff: { type: 'string' },
    scope: { type: 'string', multiple: true },
    days: { type: 'string' },
    required: { type: 'boolean' },
    optional: { type: 'boolean' },
    'second-factor': { type: 'boolean' },
  },
});

/** What the audit says of who did it: whoever may start this command. */
const ACTOR = 'command';

/** What an installation needs before anybody can sign in; each secret is printed once and kept as a hash. */
const commands: Record<string, (db: Database, sealer: Sealer) => Promise<string>> = {
  user: async (db, sealer) => {
    const username = required('username');
    const given = {
      ...{
        username,
        staffNumber: values.staff ?? username,
        name: required('name'),
        role: roleOf(required('role')),
      },
      ...{ areas: (values.area ?? []).map(areaCode), departmentId: values.department ?? null },
      ...{ force: null, deputyOf: null },
    };
    const made = carriedOut(await createAccount(db, sealer, ACTOR, given));
    return `${made.username}  ${made.password}`;
  },
  reset: async (db, sealer) => {
    const [row] = await db
      .select({ id: userTable.id })
      .from(userTable)
      .where(eq(userTable.username, required('username')));
    const asked = { id: row?.id ?? '', secondFactor: values['second-factor'] ?? false };
    const made = carriedOut(await resetAccount(db, sealer, ACTOR, asked));
    return `${made.username}  ${made.password}`;
  },
  'second-factor': async (db) => {
    const mustHave = values.required ?? false;
    if (mustHave === (values.optional ?? false)) throw new Error(`--required / --optional\n\n${HELP}`);
    const { roles } = await setFactorPolicy(db, ACTOR, {
      role: roleOf(required('role')),
      required: mustHave,
    });
    return roles
      .map(({ role, required: is }) => `${is ? '必须 required' : '可选 optional'}  ${role}`)
      .join('\n');
  },
  wall: async (db, sealer) => {
    const area = areaCode((values.area ?? [])[0] ?? '');
    const made = await createDevice(db, sealer, ACTOR, { name: required('name'), areaCode: area });
    return carriedOut(made).path;
  },
  partner: async (db, sealer) => {
    const areas = (values.area ?? []).map(areaCode);
    const scopes = values.scope?.map(scopeOf) ?? ['open311.write', 'open311.read'];
    const days = values.days === undefined ? null : Number(values.days);
    const made = await createKey(db, sealer, ACTOR, { name: required('name'), scopes, areas, days });
    return `api_key ${carriedOut(made).key}`;
  },
  'trust-clock': async (db) => {
    await trustClock(db);
    await note(db, { actor: 'system', act: 'settings.change', subject: 'clock' });
    return '数据库时钟已确认，时限恢复触发。The clock of the database is trusted; timers fire again.';
  },
  areas: async (db) => {
    const rows = await db
      .insert(areaTable)
      .values(areas())
      .onConflictDoNothing()
      .returning({ code: areaTable.code });
    return `${rows.length} 个辖区已载入 areas loaded`;
  },
  erase: async (db) => {
    const reason = required('reason') as EraseReason;
    if (!ERASE_REASONS.includes(reason)) throw new Error(`没有理由 ${reason}。There is no reason ${reason}.`);
    const outcome = await eraseNow(db, { number: required('case'), reason });
    if (isRefusal(outcome)) throw new Error(`${sentenceOf(outcome, 'zh')}\n${sentenceOf(outcome, 'en')}`);
    return `已删除个人信息，不能恢复 erased for ever: ${required('case')}`;
  },
  retention: async (db, sealer) => {
    if (values['dry-run']) return printed(await retentionReport(db));
    const applied = Object.entries(await applyAll(db, sealer));
    return applied.map(([subject, cases]) => `${subject.padEnd(12)}  ${cases}`).join('\n');
  },
  'rotate-epoch': async (db) => {
    const { epoch, seq } = await rotateEpoch(db);
    return `序列已换代，所有屏幕将重新取快照 every screen takes a snapshot: ${epoch}, at ${seq}`;
  },
};

const asked = positionals[0] ?? '';
const command = commands[asked];
if (!command && asked !== 'audit-key') {
  console.log(HELP);
  process.exit(positionals.length === 0 ? 0 : 2);
}
try {
  console.log(command ? await run(command) : auditKey());
} catch (error) {
  // A fault of the database would quote its parameters: its cause says enough.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
}

async function run(work: (db: Database, sealer: Sealer) => Promise<string>): Promise<string> {
  const config = readConfig([]);
  if (config.databaseUrl === null) {
    throw new Error(
      '请先设置 DATABASE_URL；示范城市自带账号。Set DATABASE_URL; a demonstration has its own accounts.',
    );
  }
  const pool = openPool({ connectionString: config.databaseUrl }, (error) => console.error(error.message), 2);
  try {
    await migrate(pool.raw);
    return await work(pool.db, new Sealer(readSecret(config)));
  } finally {
    await pool.end();
  }
}

/** Follows from the secret alone, so that it can be printed where the secret is and no database. */
function auditKey(): string {
  const config = readConfig([]);
  return pemOf(readAuditKey(readSecret(config), config.auditKeyFile).public).trimEnd();
}

function carriedOut<T>(outcome: T | Refusal): T {
  if (!isRefusal(outcome)) return outcome;
  throw new Error(`${sentenceOf(outcome, 'zh')}\n${sentenceOf(outcome, 'en')}`);
}

function roleOf(word: string): Role {
  const role = ROLES.find((one) => one === word);
  if (!role) throw new Error(`没有岗位 ${word}。There is no role ${word}.`);
  return role;
}

function scopeOf(word: string): KeyScope {
  const scope = KEY_SCOPES.find((one) => one === word);
  if (!scope) throw new Error(`没有用途 ${word}。There is no scope ${word}.`);
  return scope;
}

function required(option: 'username' | 'name' | 'role' | 'case' | 'reason'): string {
  const value = values[option];
  if (!value) throw new Error(`缺少 --${option}。--${option} is missing.\n\n${HELP}`);
  return value;
}

function areaCode(code: string): string {
  if (levelOf(code) === undefined) throw new Error(`辖区编码有误：${code}。${code} is no area code.`);
  return code;
}
