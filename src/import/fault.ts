import type { FaultCode, ImportFault } from '#domain/intake.ts';

export type { FaultCode, ImportFault };

export const fault = (line: number, code: FaultCode, params: ImportFault['params'] = {}): ImportFault => ({
  ok: false,
  line,
  code,
  params,
});
