import type { BetterAuthOptions } from 'better-auth';

/**
 * better-auth writes its errors as they are, and a query that failed quotes its parameters: tokens and names. What it has to
 * say goes through our own log, which writes down kinds and codes.
 */
export const authLog = (onFault: (fault: unknown) => void) =>
  ({
    // At other levels it also tells its own log, which is not this one.
    level: 'info',
    log: (level, message, ...rest) => {
      if (level !== 'error') return;
      const fault: unknown = rest.find((one) => one instanceof Error);
      onFault(fault ?? new Error(/^[\w -]{1,80}/.exec(message)?.[0] ?? 'better-auth'));
    },
  }) satisfies BetterAuthOptions['logger'];
