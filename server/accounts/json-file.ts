/** A JSON file whose updates are durable before they resolve, and follow one another. */
export interface JsonFile<T extends object> {
  readonly data: T;
  update(change: (data: T) => void): Promise<void>;
}

/** Opens the file, or begins it with `initial`. */
export type OpenJson = <T extends object>(file: string, initial: T) => Promise<JsonFile<T>>;
