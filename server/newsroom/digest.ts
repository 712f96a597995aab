import { createHash } from 'node:crypto';
import type { Command } from '#domain/command.ts';

/**
 * SHA-256 of what a command asks for, hexadecimal. Equal for a repeat of the same command (rule 3): the schema has
 * rebuilt it, so its keys stand in one order.
 */
export const digestOf = (command: Command): string =>
  createHash('sha256').update(JSON.stringify(command)).digest('hex');
