import { workerData } from 'node:worker_threads';
import { makeSnapshot } from './make-snapshot.ts';
import { realDisk } from './real-disk.ts';

/** A thread of its own: folding and writing a long coverage takes seconds, and no post waits for it. */
makeSnapshot(realDisk, workerData);
