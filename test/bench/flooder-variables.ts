/** Environment variables that configure the flooder. */
export const FLOODER_VARIABLES = { port: 'BENCH_PORT', perSecond: 'BENCH_PER_SECOND' } as const;
