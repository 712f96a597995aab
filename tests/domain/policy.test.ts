import { describe, expect, it } from 'vitest';
import type { CommandKind } from '#domain/command.ts';
import { may, POLICY } from '#domain/policy.ts';
import { ADA, INES, RUTH, STRANGER } from '../cast/cast.ts';

const KINDS = Object.keys(POLICY) as CommandKind[];
const OF_REPORTERS = ['post-entry', 'start-agenda-item'];
const OF_AUTHORS = [
  'revise-entry',
  'correct-entry',
  'withdraw-entry',
  'move-entry',
  'key-entry',
  'unkey-entry',
  'attach-figure',
];

describe('[D3] who may ask for what', () => {
  it.each(KINDS)('%s: editors and admins may, on the coverages they work on', (kind) => {
    expect(may(RUTH, kind, 'c1', 'somebody')).toBe(true);
    expect(may(ADA, kind, 'c1', 'somebody')).toBe(true);
  });

  it.each(KINDS)('%s: nobody from another coverage may', (kind) => {
    expect(may(STRANGER, kind, 'c1', STRANGER.id)).toBe(false);
  });

  it.each(KINDS)('%s: reporters may what reporters do, and on their own entries what authors do', (kind) => {
    expect(may(INES, kind, 'c1', INES.id)).toBe(OF_REPORTERS.includes(kind) || OF_AUTHORS.includes(kind));
    expect(may(INES, kind, 'c1', 'somebody')).toBe(OF_REPORTERS.includes(kind));
  });
});
