export const FAULT_CODES = [
  'empty',
  'not-text',
  'markup',
  'too-long',
  'too-many',
  'no-hours',
  'not-yet',
  'no-title',
  'item-without-title',
  'unrecognised',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** Why a text cannot be imported, and where. Nothing of it is imported then. */
export interface ImportFault {
  readonly ok: false;
  /** 1 is the first line of the source. */
  readonly line: number;
  readonly code: FaultCode;
  /** What the sentence about it needs: the field, the limit. */
  readonly params: Readonly<Record<string, string | number>>;
}

export const fault = (line: number, code: FaultCode, params: ImportFault['params'] = {}): ImportFault => ({
  ok: false,
  line,
  code,
  params,
});
