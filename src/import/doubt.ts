import type { Doubt, DoubtCode } from '#domain/intake.ts';

export type { Doubt, DoubtCode };

export const doubt = (
  line: number,
  code: DoubtCode,
  { text, ...params }: Readonly<Record<string, string | number>> & { readonly text?: string } = {},
): Doubt => ({ line, code, ...(text !== undefined && { text }), params });

export const inOrderOfLines = (doubts: readonly Doubt[]): Doubt[] =>
  [...doubts].sort((a, b) => a.line - b.line);
