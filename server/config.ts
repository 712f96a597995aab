import { resolve } from 'node:path';
import { z } from 'zod';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. What runs: journals, snapshots, accounts, media. */
  readonly dataDir: string;
  /** Absolute. What is finished: documents and archives. */
  readonly contentDir: string;
  /** As readers type it, without a trailing slash; null where only this machine reads, at whatever port it became. */
  readonly publicUrl: string | null;
  /** Who brings it is told figures at `/ready` and `/metrics`; null where nobody is. */
  readonly operationsToken: string | null;
}

const setting = {
  PORT: z.coerce
    .number({ error: 'PORT must be a number from 0 to 65535, such as 4321.' })
    .int({ error: 'PORT must be a whole number.' })
    .min(0, { error: 'PORT must be 0 or more.' })
    .max(65_535, { error: 'PORT must be 65535 or less.' })
    .default(4321),
  HOST: z
    .string()
    .min(1, { error: 'HOST must not be empty; 127.0.0.1 is this machine only, 0.0.0.0 everybody.' })
    .default('127.0.0.1'),
  DATA_DIR: z.string().min(1, { error: 'DATA_DIR must name a folder.' }).default('.data'),
  CONTENT_DIR: z.string().min(1, { error: 'CONTENT_DIR must name a folder.' }).default('content'),
  PUBLIC_URL: z
    .url({
      protocol: /^https?$/u,
      error: 'PUBLIC_URL must be the address readers use, such as https://live.example.vn.',
    })
    .refine((url) => !URL.canParse(url) || new URL(url).pathname === '/', {
      error: 'PUBLIC_URL must have no path.',
    })
    .optional(),
  OPERATIONS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{24,}$/u, {
      error: 'OPERATIONS_TOKEN must have 24 or more letters, digits and signs, without a space.',
    })
    .optional(),
  DATABASE_URL: z
    .undefined({
      error: 'DATABASE_URL is not supported yet: take it out, the newsroom stores JSON in DATA_DIR.',
    })
    .optional(),
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** A setting that cannot be used; the message is one sentence for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * The only reader of the environment.
 * @throws {ConfigError} with a sentence for each mistake
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = z.object(setting).safeParse(set);
  if (!read.success) throw new ConfigError(read.error.issues.map((issue) => issue.message).join('\n'));
  const { PORT, HOST, DATA_DIR, CONTENT_DIR, PUBLIC_URL, OPERATIONS_TOKEN } = read.data;
  if (PUBLIC_URL === undefined && !LOOPBACK.has(HOST))
    throw new ConfigError(
      `HOST=${HOST} lets other machines in: set PUBLIC_URL to the address they use, such as https://live.example.vn.`,
    );
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    contentDir: resolve(CONTENT_DIR),
    publicUrl: PUBLIC_URL?.replace(/\/$/u, '') ?? null,
    operationsToken: OPERATIONS_TOKEN ?? null,
  };
}
