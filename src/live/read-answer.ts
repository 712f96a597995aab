import type { Command, Receipt } from '#domain/command.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import { REFUSAL_CODES } from '#domain/refusal.ts';
import type { Fields } from './foreign-json.ts';
import { isObject, isSeq } from './foreign-json.ts';
import type { SpokenRefusal } from './protocol.ts';

/** What the newsroom says to a command. */
export type Answer = Receipt | SpokenRefusal;

/**
 * Reads what came back for a command. Wi-Fi that asks for a login answers for everybody, proxies answer for those who
 * are away, and lines break off: none of that may pass for a receipt, and none for a refusal.
 * @returns null when this is not the newsroom's answer to this command
 */
export function readAnswer(said: unknown, command: Command): Answer | null {
  if (!isObject(said)) return null;
  if (said.ok === true) return readReceipt(said, command);
  return said.ok === false ? readRefusal(said) : null;
}

function readReceipt(said: Fields, { id, coverageId }: Command): Receipt | null {
  const { commandId, epoch, seq, held } = said;
  if (commandId !== id || said.coverageId !== coverageId) return null;
  if (typeof epoch !== 'string' || epoch === '' || !isSeq(seq)) return null;
  return { ok: true, commandId, coverageId, epoch, seq, ...(held === true && { held }) };
}

function readRefusal({ code, message, field, detail, current }: Fields): SpokenRefusal | null {
  if (typeof code !== 'string' || typeof message !== 'string' || message === '') return null;
  return {
    ok: false,
    // A newer newsroom may know more ways to say no; its sentence tells what to do all the same.
    code: isKnown(code) ? code : 'invalid',
    message,
    ...(typeof field === 'string' && { field }),
    ...(typeof detail === 'string' && { detail }),
    ...(isObject(current) && { current: current as unknown as NonNullable<SpokenRefusal['current']> }),
  };
}

const isKnown = (code: string): code is RefusalCode => (REFUSAL_CODES as readonly string[]).includes(code);
