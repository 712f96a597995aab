import type { Command } from '#domain/command.ts';
import { GIVE_UP_AFTER } from './sending.ts';

interface Sender {
  readonly language: 'vi' | 'en';
  readonly origin?: string;
  readonly token?: string;
}

/**
 * The other door for a command.
 * @returns the JSON that came back, whoever sent it
 * @throws when none came, or one that was not sent under this address
 */
export async function postCommand(
  command: Command,
  { language, origin = '', token }: Sender,
): Promise<unknown> {
  const response = await fetch(`${origin}${language === 'en' ? '/en' : ''}/api/v1/commands`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(command),
    cache: 'no-store',
    // The newsroom sends nobody elsewhere; Wi-Fi that asks for a login does.
    redirect: 'error',
    signal: AbortSignal.timeout(GIVE_UP_AFTER),
  });
  return response.json();
}
