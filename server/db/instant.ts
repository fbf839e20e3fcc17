import { customType } from 'drizzle-orm/pg-core';

/** A timestamptz that TypeScript sees as milliseconds since 1970: the one shape of an instant in the domain. */
export const instant = customType<{ data: number; driverData: string | Date }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (value) => new Date(value).getTime(),
});
