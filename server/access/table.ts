import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Force, Role } from '#domain/person/person.ts';

const createdAt = timestamp({ withTimezone: true }).notNull().defaultNow();
const updatedAt = timestamp({ withTimezone: true }).notNull().defaultNow();

/** An account of the staff. The first columns are better-auth's, the last ones say what the person may do. */
export const userTable = pgTable('user', {
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
});

export const sessionTable = pgTable(
  'session',
  {
    id: text().primaryKey(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    token: text().notNull().unique(),
    createdAt,
    updatedAt,
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
});

/** A partner system's key for Open311; only its hash is kept. */
export const partnerTable = pgTable('partner', {
  id: text().primaryKey(),
  name: text().notNull(),
  keyHash: text().notNull().unique(),
  createdAt,
  revokedAt: timestamp({ withTimezone: true }),
});
