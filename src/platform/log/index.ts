import { type Logger, pino } from "pino";

export type { Logger };

/**
 * Structured log on standard output. Never put personal data into it: log route patterns, codes,
 * durations and ids, not addresses, names, bodies or queries.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  });
}

/** An error without the values that a database puts into its `detail`. */
function describeError(error: Error & { code?: string; constraint?: string; table?: string }): object {
  return {
    type: error.name,
    message: error.message,
    code: error.code,
    constraint: error.constraint,
    table: error.table,
    stack: error.stack,
  };
}
