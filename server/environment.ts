/** The process's environment: the one place that touches it, for `config.ts` to read. */
export const environment = (): NodeJS.ProcessEnv => process.env;
