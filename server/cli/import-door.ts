import { v7 } from 'uuid';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { ImportFault, TakenIn } from '#domain/intake.ts';
import type { Refusal } from '#domain/refusal.ts';
import { assemble } from '../assemble.ts';
import type { Config } from '../config.ts';
import { FolderInUse } from '../storage/writer-lock.ts';
import { Complaint } from './program.ts';
import { runningServer } from './running-server.ts';

/** Where a text is taken in: at the server that runs on the data folder, or in this process when none does. */
export interface ImportDoor {
  /** Where the server listens, or null. */
  readonly url: string | null;
  takeIn(text: string): Promise<TakenIn | ImportFault | Refusal>;
  ask(coverageId: string, body: CommandBody): Promise<Receipt | Refusal>;
  close(): Promise<void>;
}

/** @throws {Complaint} when another process has the folder but does not answer */
export async function openDoor(config: Config): Promise<ImportDoor> {
  return (await doorOfServer(config.dataDir)) ?? (await doorOfThisProcess(config));
}

async function doorOfServer(dataDir: string): Promise<ImportDoor | null> {
  const server = await runningServer(dataDir);
  if (!server) return null;
  const { url, post } = server;
  const answered = async <T>(response: Response): Promise<T> => {
    if (response.headers.get('content-type')?.includes('json')) return (await response.json()) as T;
    // A page for people, in the language of the newsroom's readers: nothing for a terminal.
    throw new Complaint(`The server at ${url} answered ${response.status}. Its log may tell why.`);
  };
  return {
    url,
    takeIn: async (text) => answered(await post('/api/v1/import', { text })),
    ask: async (coverageId, body) =>
      answered(await post('/api/v1/commands', { id: v7(), coverageId, ...body })),
    close: async () => undefined,
  };
}

async function doorOfThisProcess(config: Config): Promise<ImportDoor> {
  const house = await assemble(config).catch((fault: unknown) => {
    throw fault instanceof FolderInUse ? new Complaint(`${fault.message}.`) : fault;
  });
  const { newsroom, accounts, intake } = house.standing;
  const actor = accounts.staffOf(house.consoleToken);
  if (!actor) throw new Error('the house does not know its own console');
  return {
    url: null,
    takeIn: (text) => intake.takeIn(text, { actor }),
    ask: (coverageId, body) => newsroom.submit({ id: v7(), coverageId, ...body }, actor),
    close: house.close,
  };
}
