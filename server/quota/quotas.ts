/** How often something may be done by whoever it is counted by. */
export interface Quota {
  /** `address`: where a request comes from, which may be a whole command room behind one line, so these are high. */
  by: 'address' | 'account' | 'key' | 'code';
  times: number;
  withinS: number;
  /**
   * Whether all processes count together, in the database. Only what is scarce or secret does: nothing that a dispatcher
   * does all day costs a write more.
   */
  shared: boolean;
  counts: string;
}

/** ALL quotas. `docs/operations.md` shows this table; a test holds one to the other. */
export const QUOTAS = {
  request: {
    ...{ by: 'address', times: 12_000, withinS: 60, shared: false },
    counts: 'everything but files and sockets',
  },
  'sign-in': {
    ...{ by: 'address', times: 60, withinS: 60, shared: true },
    counts: 'attempts to sign in, to prove a second factor or to change a password',
  },
  session: {
    ...{ by: 'address', times: 1_200, withinS: 60, shared: false },
    counts: 'everything else below /api/auth',
  },
  report: {
    ...{ by: 'address', times: 300, withinS: 600, shared: true },
    counts: 'reports of residents without an account',
  },
  'receipt code': {
    ...{ by: 'address', times: 30, withinS: 600, shared: true },
    counts: 'wrong receipt codes; right ones count nothing',
  },
  resident: {
    ...{ by: 'code', times: 30, withinS: 600, shared: true },
    counts: 'acts of a resident by the code of one case',
  },
  'partner key': {
    ...{ by: 'address', times: 30, withinS: 600, shared: true },
    counts: 'wrong or missing keys of Open311; right ones count nothing',
  },
  partner: {
    ...{ by: 'key', times: 600, withinS: 60, shared: false },
    counts: 'requests that a partner registers',
  },
  command: {
    ...{ by: 'account', times: 1_200, withinS: 60, shared: false },
    counts: 'acts, each of a batch for itself',
  },
  search: {
    ...{ by: 'account', times: 120, withinS: 60, shared: false },
    counts: 'searches',
  },
  whereabouts: {
    ...{ by: 'account', times: 20, withinS: 60, shared: false },
    counts: 'positions that a phone on duty sends',
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof QUOTAS;
