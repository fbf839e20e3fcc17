import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { KeyScope } from '#domain/person/key.ts';
import type { Force, Role } from '#domain/person/person.ts';
import type { Setup } from '#domain/scene/scene.ts';
import type { Projection } from '#domain/scene/projection.ts';
import { instant } from '#server/db/instant.ts';

const createdAt = timestamp({ withTimezone: true }).notNull().defaultNow();
const updatedAt = timestamp({ withTimezone: true }).notNull().defaultNow();

/** What one human may be: one of the three administrators, or somebody who handles cases; never two of these. */
type Duty = 'handler' | 'system-admin' | 'security-admin' | 'audit-admin';

/**
 * 三员分立: each human, by the number that the office knows them by (工号), has one duty for as long as an account of
 * theirs exists; accounts are disabled and never deleted, so that is for good (decision 0022).
 */
export const staffTable = pgTable(
  'staff',
  { number: text().primaryKey(), duty: text().$type<Duty>().notNull() },
  (table) => [unique('staff_duty').on(table.number, table.duty)],
);

/** An account of the staff. The first columns are better-auth's, the last ones say what the person may do. */
export const userTable = pgTable(
  'user',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull().unique(),
    emailVerified: boolean().notNull().default(false),
    image: text(),
    createdAt,
    updatedAt,
    username: text().unique(),
    displayUsername: text(),
    role: text().$type<Role>().notNull(),
    /** Jurisdiction as prefixes. */
    areas: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    departmentId: text(),
    /** One of the fourteen social forces, for volunteers. */
    force: text().$type<Force>(),
    /** 副书记: the secretary for whom this one stands in once the time ran out. */
    deputyOf: text(),
    staffNumber: text().notNull(),
    /** Follows from the role; the key below holds it to what this human may be. */
    duty: text()
      .$type<Duty>()
      .notNull()
      .generatedAlwaysAs(sql`case when role like '%-admin' then role else 'handler' end`),
    twoFactorEnabled: boolean().notNull().default(false),
    /** The password was given by somebody else, so that the person has to choose another before anything else. */
    passwordGiven: boolean().notNull().default(false),
    disabledAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('user_duty').on(table.id, table.duty),
    foreignKey({
      name: 'user_staff',
      columns: [table.staffNumber, table.duty],
      foreignColumns: [staffTable.number, staffTable.duty],
    }),
  ],
);

export const sessionTable = pgTable(
  'session',
  {
    id: text().primaryKey(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    /** Of the cookie's token only a keyed hash (hashed-session.ts). */
    token: text().notNull().unique(),
    createdAt,
    updatedAt,
    /** When its person last acted, by the database's own clock: an idle console is signed out. */
    lastActiveAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Whether a password or the district's own identity provider stands behind it. */
    via: text().$type<'password' | 'oidc'>().notNull().default('password'),
    ipAddress: text(),
    userAgent: text(),
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
  },
  (table) => [index('session_user').on(table.userId)],
);

export const accountTable = pgTable(
  'account',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => userTable.id, { onDelete: 'cascade' }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: timestamp({ withTimezone: true }),
    refreshTokenExpiresAt: timestamp({ withTimezone: true }),
    scope: text(),
    password: text(),
    createdAt,
    updatedAt,
  },
  (table) => [index('account_user').on(table.userId)],
);

export const verificationTable = pgTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  createdAt,
  updatedAt,
});

/** 指挥大屏: a device with a token of its own, bound to one area; revoked by a date. */
export const deviceTable = pgTable('device', {
  id: text().primaryKey(),
  name: text().notNull(),
  areaCode: text().notNull(),
  tokenHash: text().notNull().unique(),
  /** By the city's clock: from then on it ought to receive the orders of its area. */
  createdAt: timestamp({ withTimezone: true })
    .notNull()
    .default(sql`city_now()`),
  revokedAt: timestamp({ withTimezone: true }),
  /** By the real clock, to the minute. */
  lastSeenAt: timestamp({ withTimezone: true }),
  /** Its scenes, night and sound; null: as every wall is before somebody sets it up. */
  setup: jsonb().$type<Setup>(),
  paused: boolean().notNull().default(false),
  /** What a desk put on it, and until when by the real clock. */
  showing: jsonb().$type<Projection>(),
  showingUntil: timestamp({ withTimezone: true }),
});

/** A partner system's key; only its hash is kept. */
export const partnerTable = pgTable('partner', {
  id: text().primaryKey(),
  name: text().notNull(),
  keyHash: text().notNull().unique(),
  /** What it opens. */
  scopes: text()
    .array()
    .$type<KeyScope[]>()
    .notNull()
    .default(sql`'{open311.write,open311.read}'`),
  /** Where what it reads may lie, as prefixes. */
  areas: text()
    .array()
    .notNull()
    .default(sql`'{}'`),
  createdAt,
  expiresAt: timestamp({ withTimezone: true }),
  lastUsedAt: timestamp({ withTimezone: true }),
  revokedAt: timestamp({ withTimezone: true }),
});

/** The second factor of an account (TOTP, RFC 6238): secret and recovery codes are encrypted with the installation's secret. */
export const twoFactorTable = pgTable('two_factor', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .unique()
    .references(() => userTable.id, { onDelete: 'cascade' }),
  secret: text().notNull(),
  backupCodes: text().notNull(),
  /** False until the first code was right. */
  verified: boolean().notNull().default(true),
  failedVerificationCount: integer().notNull().default(0),
  lockedUntil: timestamp({ withTimezone: true }),
});

/** The roles that need a second factor. */
export const secondFactorTable = pgTable('second_factor_policy', {
  role: text().$type<Role>().primaryKey(),
  required: boolean().notNull(),
  setAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  setBy: text().notNull(),
});

/** Failed sign-ins in a row, by account and by address; keys are keyed hashes, because people type passwords as names. */
export const signInFailureTable = pgTable('sign_in_failure', {
  key: text().primaryKey(),
  failures: integer().notNull(),
  /** The last one, or the one that locked it. */
  at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/**
 * 委托代理: who acts for whom, from when until when, by the city's clock. Neither of them may be one of the three
 * administrators: the keys below say so.
 */
export const delegationTable = pgTable(
  'delegation',
  {
    id: uuid().primaryKey().defaultRandom(),
    fromId: text().notNull(),
    toId: text().notNull(),
    duty: text().notNull().default('handler'),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    createdBy: text().notNull(),
    createdAt,
    endedBy: text(),
  },
  (table) => [
    index('delegation_to').on(table.toId, table.endsAt),
    foreignKey({
      name: 'delegation_from',
      columns: [table.fromId, table.duty],
      foreignColumns: [userTable.id, userTable.duty],
    }),
    foreignKey({
      name: 'delegation_deputy',
      columns: [table.toId, table.duty],
      foreignColumns: [userTable.id, userTable.duty],
    }),
  ],
);
