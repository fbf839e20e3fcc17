import { customType } from 'drizzle-orm/pg-core';

/** A bytea: what is sealed, and keys that are wrapped. */
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
