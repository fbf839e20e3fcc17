import { defineConfig } from 'vitest/config';

/** The domain's own tests; the long random lives stay out, as each planted fault would live through all of them. */
export default defineConfig({
  mode: 'mutation',
  test: {
    name: 'mutation',
    include: ['src/domain/**/*.test.ts'],
    exclude: ['**/model.test.ts', '**/board.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
  },
});
