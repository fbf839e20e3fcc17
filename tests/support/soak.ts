/**
 * How many random runs a property takes: few in the ordinary suite; `vitest run --mode soak` takes as many as
 * reliability.md §5 asks of the model (10,000), and there each life is longer too.
 */
const soaking = import.meta.env.MODE === 'soak';

export const runs = (ordinary: number): number => (soaking ? Math.max(10_000, ordinary) : ordinary);
export const LIFE = soaking ? { least: 50, most: 90 } : { least: 30, most: 60 };
export const patienceMs = soaking ? 1_800_000 : 60_000;

/** Where faults are planted into the rules their verdict must not hang on a draw: every run has the same seed. */
const planting = import.meta.env.MODE === 'mutation';

/** The seed of this run, printed so that a failure can be repeated by writing it here. */
export const SEED = planting ? 20_210_813 : Number(String(process.hrtime.bigint()).slice(-9));
