/**
 * What storage asks of the disk, call by call. Handed in (rule 2), so that a disk can be simulated, and made to fail at
 * any call.
 *
 * Synchronous on purpose: journals are written in a thread of their own (`disk-thread.ts`), where nothing that fills
 * the pool of Node's asynchronous file system, a flood of sign-ins say, stands before an acknowledgement.
 *
 * Every call throws what the operating system says, an `Error` with a `code` such as `ENOSPC` or `EIO`.
 */
export interface Disk {
  /** `r` reads, `r+` reads and writes a file that is there, `wx` begins one that is not there yet (mode 0600). */
  open(file: string, mode: 'r' | 'r+' | 'wx'): OpenFile;
  /** Names in a folder, in no order; none where there is no such folder. */
  list(folder: string): string[];
  /** Makes a folder and those above it. Their names are durable when it returns. */
  makeFolder(folder: string): void;
  /** Replaces `to`. Durable after {@link syncFolder}. */
  rename(from: string, to: string): void;
  /** Nothing happens where there is no such file. Durable after {@link syncFolder}. */
  remove(file: string): void;
  /** Makes the names in a folder durable: of files that were begun, renamed and removed. */
  syncFolder(folder: string): void;
  /** Bytes of the file system that a folder is on: those that may still be taken, and all. */
  space(folder: string): Space;
  /** Reads off the way of a post. May give fewer bytes at the end of the file. */
  readLater(file: string, position: number, length: number): Promise<Buffer>;
}

export interface OpenFile {
  /** Bytes. */
  size(): number;
  /** @returns bytes read; fewer than asked for at the end of the file, or when the disk likes */
  read(into: Uint8Array, position: number): number;
  /** @returns bytes written; may be fewer than asked for */
  write(bytes: Uint8Array, position: number): number;
  /** The bytes and the length are durable when it returns (fdatasync). */
  sync(): void;
  truncate(length: number): void;
  close(): void;
}

export interface Space {
  readonly free: number;
  readonly total: number;
}
