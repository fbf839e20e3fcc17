import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { $lib: resolve(import.meta.dirname, 'src/lib') };

/** Svelte's runes in `.svelte.ts` need its compiler; the tests of the domain and of the server need nothing. */
export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'server/**/*.test.ts',
            'tests/house.test.ts',
            'tests/suggestion/*.test.ts',
            'tests/fault/*.test.ts',
          ],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/cluster-setup.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
