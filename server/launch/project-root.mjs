import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json; `import.meta.dirname` came with Node 20.11 only. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
