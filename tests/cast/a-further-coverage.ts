import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { AgendaItemDraft } from '#domain/agenda.ts';
import type { CommandBody, Receipt } from '#domain/command.ts';
import type { CoverageAbout } from '#domain/coverage.ts';
import { anAbout, anItem } from './a-coverage.ts';

/** A coverage beside the newsroom's own, that nobody announced yet. */
export interface FurtherCoverage {
  readonly coverageId: string;
  readonly slug: string;
  readonly page: string;
  readonly items: readonly AgendaItemDraft[];
  /** Sends a command; fails the test when it is refused. */
  ask(body: CommandBody): Promise<Receipt>;
}

/** @param token of somebody who may make coverages */
export async function aFurtherCoverage(
  url: string,
  token: string,
  about: Partial<CoverageAbout> & { readonly slug: string },
): Promise<FurtherCoverage> {
  const coverageId = v7();
  const items = [anItem('8h00', 'Khai mạc phiên họp'), anItem('9h30', 'Biểu quyết quy chế')];
  const ask = async (body: CommandBody): Promise<Receipt> => {
    const response = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: v7(), coverageId, ...body }),
    });
    const answer = (await response.json()) as Receipt;
    expect(answer).toMatchObject({ ok: true });
    return answer;
  };
  await ask({ kind: 'create-coverage', about: anAbout(about), agenda: items });
  return { coverageId, slug: about.slug, page: `${url}/truc-tiep/${about.slug}`, items, ask };
}
