/** Environment variables by which the flooder is told what to do. */
export const FLOODER_VARIABLES = { port: 'BENCH_PORT', perSecond: 'BENCH_PER_SECOND' } as const;
