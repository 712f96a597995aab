import { join } from 'node:path';
import type { Conference, Series, Venue } from '#domain/conference.ts';
import type { Directory } from '#domain/ports.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { OpenJson } from '../durable/json-file.ts';
import { directoryShape } from './directory-shape.ts';

/**
 * Who and where: four small files, one for each kind of record.
 * @param deps.folder where they are; made when the first record is kept
 */
export async function openDirectory(deps: {
  readonly openJson: OpenJson;
  readonly folder: string;
}): Promise<Directory> {
  const open = <R extends { readonly id: string }>(name: string) =>
    openRecords<R>(deps.openJson, join(deps.folder, `${name}.json`));
  const [speakers, venues, series, conferences] = await Promise.all([
    open<Speaker>('speakers'),
    open<Venue>('venues'),
    open<Series>('series'),
    open<Conference>('conferences'),
  ]);
  return {
    speakers: speakers.all,
    venues: venues.all,
    series: series.all,
    conferences: conferences.all,
    keepSpeaker: speakers.keep,
    addSpeaker: speakers.add,
    keepVenue: venues.keep,
    keepSeries: series.keep,
    keepConference: conferences.keep,
  };
}

/** Records of one kind, in the order they were first kept. */
async function openRecords<R extends { readonly id: string }>(openJson: OpenJson, file: string) {
  const json = await openJson<{ v: 1; records: R[] }>(file, { v: 1, records: [] }, directoryShape);
  async function add(decide: (known: readonly R[]) => R): Promise<R> {
    let kept: R | undefined;
    await json.update(({ records }) => {
      const record = decide(records);
      const at = records.findIndex(({ id }) => id === record.id);
      if (at < 0) records.push(record);
      else records[at] = record;
      kept = record;
    });
    return kept as R;
  }
  return {
    all: () => [...json.data.records],
    add,
    keep: async (record: R): Promise<void> => void (await add(() => record)),
  };
}
