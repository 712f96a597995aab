import type { RecordText } from './journal-line.ts';
import { DamagedLog, StorageFailure } from './log-store.ts';
import type { DiskSpace } from './space.ts';

export type DiskRequest = { readonly id: number } & (
  | { readonly kind: 'open'; readonly coverageId: string; readonly newEpoch: string }
  | { readonly kind: 'append'; readonly coverageId: string; readonly records: readonly RecordText[] }
  | { readonly kind: 'close' }
);

export type FromDiskThread =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly fault: FaultMessage; readonly space: DiskSpace }
  | { readonly kind: 'space'; readonly space: DiskSpace }
  | { readonly kind: 'fault'; readonly fault: FaultMessage };

/** An error as it crosses between threads, where its class is lost. */
interface FaultMessage {
  readonly name: string;
  readonly message: string;
  readonly file?: string;
  readonly offset?: number;
  readonly recoverable?: boolean;
  readonly code?: string;
  readonly cause?: FaultMessage;
}

export function faultMessage(fault: unknown): FaultMessage {
  if (!(fault instanceof Error)) return { name: 'Error', message: String(fault) };
  const { name, message, cause } = fault;
  return {
    name,
    message,
    ...(fault instanceof DamagedLog && { file: fault.file, offset: fault.offset }),
    ...(fault instanceof StorageFailure && { recoverable: fault.recoverable }),
    ...('code' in fault && { code: String(fault.code) }),
    ...(cause !== undefined && { cause: faultMessage(cause) }),
  };
}

export function faultOf({ name, message, file, offset, recoverable, code, cause }: FaultMessage): Error {
  const options = cause && { cause: faultOf(cause) };
  if (file !== undefined && offset !== undefined) return new DamagedLog(file, offset, message, 'told');
  if (recoverable !== undefined) return new StorageFailure(message, { recoverable, ...options });
  return Object.assign(new Error(message, options), { name, ...(code !== undefined && { code }) });
}
