import type { Command } from '#domain/command.ts';
import type { Answer } from './dispatcher.ts';

interface Sender {
  readonly language: 'vi' | 'en';
  readonly origin?: string;
  readonly token?: string;
}

/** The other door for a command. @throws when what came back is not the newsroom's answer */
export async function postCommand(
  command: Command,
  { language, origin = '', token }: Sender,
): Promise<Answer> {
  const response = await fetch(`${origin}${language === 'en' ? '/en' : ''}/api/v1/commands`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(10_000),
  });
  const said = (await response.json()) as Partial<Answer>;
  if (typeof said.ok !== 'boolean') throw new Error(`the newsroom answered ${response.status}`);
  return said as Answer;
}
