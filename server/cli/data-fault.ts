import { isFull } from '../storage/disk-file.ts';
import { DamagedLog, StorageFailure } from '../storage/log-store.ts';
import { FolderInUse, NoLock } from '../storage/writer-lock.ts';
import { DamagedBackup } from '../upkeep/backup-manifest.ts';
import { NotEmpty } from '../upkeep/empty-folder.ts';
import { UnreadablePlace } from '../upkeep/files-under.ts';
import { UnfinishedPurge } from '../upkeep/purge.ts';
import { CannotPurge } from '../upkeep/purge-plan.ts';
import { Complaint } from './program.ts';

/** What a person can mend about their data, as a sentence with its exit code. Anything else is given back. */
export function dataFault(fault: unknown): unknown {
  if (fault instanceof DamagedLog)
    return new Complaint(`${fault.message}. npm run doctor says what to do.`, 65);
  if (fault instanceof DamagedBackup) return new Complaint(fault.message, 65);
  if (fault instanceof FolderInUse) return new Complaint(`${fault.message}.`, 69);
  if (fault instanceof NoLock) return new Complaint(`${fault.message}.`, 64);
  if (fault instanceof NotEmpty) return new Complaint(`${fault.message}. Nothing was changed.`);
  if (fault instanceof UnreadablePlace)
    return new Complaint(`${fault.message}: put it right, then try again.`);
  if (isFull(fault) || (fault instanceof StorageFailure && fault.recoverable))
    return new Complaint('The disk is full: make space, then try again.');
  if (fault instanceof UnfinishedPurge) return new Complaint(fault.message);
  if (fault instanceof CannotPurge) return new Complaint(fault.message);
  return fault;
}
