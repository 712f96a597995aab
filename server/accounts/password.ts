import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { createTurnstile } from './turnstile.ts';

/** Turns passwords into what may be stored. `null` everywhere means: too many at once, nothing was done. */
export interface Passwords {
  /** @returns a PHC string (`$argon2id$v=19$m=…`) */
  hash(password: string): Promise<string | null>;
  /** @param stored a PHC string; undefined for a login nobody has: takes as long and gives false */
  matches(password: string, stored: string | undefined): Promise<boolean | null>;
}

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** About a quarter of a second and 64 MiB: above the least that OWASP names for argon2id. */
const COST: Cost = { memory: 65_536, passes: 3, parallelism: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/**
 * Each takes 64 MiB and one core for its time; a flood of sign-ins must not starve the newsroom, to which one core is
 * left wherever there are two.
 */
const TURNS = { atOnce: Math.max(1, Math.min(2, availableParallelism() - 1)), waiting: 20 };

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/u;

const argon2Async = promisify(argon2);

const derive = (password: string, salt: Buffer, { memory, passes, parallelism }: Cost, tagLength: number) =>
  argon2Async('argon2id', {
    // The same word typed on two keyboards may come composed or decomposed.
    message: password.normalize('NFC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength,
  });

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/u, '');

export function createPasswords(): Passwords {
  const inTurn = createTurnstile(TURNS);
  const nobody = phc(COST, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES);
        return phc(COST, salt, await derive(password, salt, COST, KEY_BYTES));
      }),
    matches: (password, stored) =>
      inTurn(async () => {
        const { cost, salt, key } = readPhc(stored ?? nobody);
        const derived = await derive(password, salt, cost, key.length);
        return timingSafeEqual(derived, key) && stored !== undefined;
      }),
  };
}

const phc = ({ memory, passes, parallelism }: Cost, salt: Buffer, key: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(key)}`;

function readPhc(text: string): { cost: Cost; salt: Buffer; key: Buffer } {
  const [, memory, passes, parallelism, salt, key] = PHC.exec(text) ?? [];
  if (!salt || !key) throw new Error('a stored password is not an argon2id PHC string');
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  };
}
