import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './server/**/table.ts',
  out: './drizzle',
  casing: 'snake_case',
});
