import { v7 } from 'uuid';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { ImportFault, TakenIn } from '#domain/intake.ts';
import type { Refusal } from '#domain/refusal.ts';
import { assemble } from '../assemble.ts';
import type { Config } from '../config.ts';
import { makeUsable } from '../usable-folder.ts';
import { dataFault } from './data-fault.ts';
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

/**
 * Whatever a person can mend is a {@link Complaint}, here and in all that the door does.
 * @throws {ConfigError} when a folder cannot be used
 */
export async function openDoor(config: Config): Promise<ImportDoor> {
  return (await doorOfServer(config.dataDir)) ?? (await doorOfThisProcess(config));
}

async function doorOfServer(dataDir: string): Promise<ImportDoor | null> {
  const server = await runningServer(dataDir);
  if (!server) return null;
  const { url, post } = server;
  const asked = (path: string, body: unknown): Promise<Response> =>
    post(path, body).catch(() => {
      throw new Complaint(`The server at ${url} went away. Import again: no text is taken in twice.`, 69);
    });
  const answered = async <T>(response: Response): Promise<T> => {
    if (response.headers.get('content-type')?.includes('json')) return (await response.json()) as T;
    // A page for people, in the language of the newsroom's readers: nothing for a terminal.
    throw new Complaint(`The server at ${url} answered ${response.status}. Its log may tell why.`);
  };
  return {
    url,
    takeIn: async (text) => answered(await asked('/api/v1/import', { text })),
    ask: async (coverageId, body) =>
      answered(await asked('/api/v1/commands', { id: v7(), coverageId, ...body })),
    close: async () => undefined,
  };
}

async function doorOfThisProcess(config: Config): Promise<ImportDoor> {
  makeUsable('DATA_DIR', config.dataDir);
  makeUsable('CONTENT_DIR', config.contentDir);
  const house = await inWords(assemble(config));
  const { newsroom, accounts, intake } = house.standing;
  const actor = accounts.staffOf(house.consoleToken);
  if (!actor) throw new Error('the house does not know its own console');
  return {
    url: null,
    takeIn: (text) => inWords(intake.takeIn(text, { actor })),
    ask: (coverageId, body) => inWords(newsroom.submit({ id: v7(), coverageId, ...body }, actor)),
    async close() {
      await house.close();
      if (newsroom.health().state === 'failed')
        throw new Complaint(`The disk of ${config.dataDir} failed. Look at the disk, then import again.`, 70);
    },
  };
}

const inWords = <T>(act: Promise<T>): Promise<T> =>
  act.catch((fault: unknown) => {
    throw dataFault(fault);
  });
