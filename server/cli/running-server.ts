import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A server that runs on a data folder and answers as this folder's own. */
export interface RunningServer {
  readonly url: string;
  post(path: string, body: unknown): Promise<Response>;
}

/**
 * A running server leaves its address and a token in its data folder: whoever may read that file may act. A server
 * that was killed leaves them too, and another program may listen there since.
 * @returns null when none runs on this folder
 */
export async function runningServer(dataDir: string): Promise<RunningServer | null> {
  const left = await readFile(join(dataDir, 'console.json'), 'utf8').catch(() => null);
  if (left === null) return null;
  const { url, token } = JSON.parse(left) as { readonly url: string; readonly token: string };
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': 'en',
        Authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(body),
    });
  // The server of this folder finds fault with an empty command; any other does not know the token, or the door.
  const probe = await post('/api/v1/commands', {}).catch(() => null);
  return probe?.status === 422 ? { url, post } : null;
}
