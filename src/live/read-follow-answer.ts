import type { Cursor } from '#domain/cursor.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import { isObject, isSeq } from './foreign-json.ts';
import type { FollowAnswer, PublicRecord } from './protocol.ts';

const REASONS = ['version', 'epoch', 'ahead', 'too-far-behind'] as const;

/**
 * Reads what came back for a range that was asked for by HTTP: whatever stands between may have answered instead.
 * @returns null when it is not the newsroom's answer
 */
export function readFollowAnswer(said: unknown): FollowAnswer<PublicRecord> | null {
  if (!isObject(said)) return null;
  if (said.ok === false && typeof said.code === 'string' && typeof said.message === 'string')
    return { kind: 'refused', code: said.code as RefusalCode, message: said.message };
  if (said.kind === 'restart') {
    const reason = REASONS.find((one) => one === said.reason);
    return reason ? { kind: 'restart', reason } : null;
  }
  const { kind, head, changes } = said;
  if (!isCursor(head)) return null;
  if (kind === 'caught-up') return { kind, head };
  if (kind !== 'behind' || !Array.isArray(changes) || !changes.every(isRecord)) return null;
  return { kind, head, changes };
}

const isCursor = (said: unknown): said is Cursor =>
  isObject(said) && typeof said.epoch === 'string' && Number.isSafeInteger(said.seq);

const isRecord = (said: unknown): said is PublicRecord =>
  isObject(said) && isSeq(said.seq) && isObject(said.change) && typeof said.change.kind === 'string';
