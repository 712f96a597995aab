import { v7 } from 'uuid';
import type { Change, LogRecord } from '#domain/change.ts';
import type { CommandBody } from '#domain/command.ts';
import { blankCoverage } from '#domain/coverage.ts';
import { decide } from '#domain/decide.ts';
import { evolve } from '#domain/evolve.ts';
import { aCommand, anAbout, anItem, aPost, aText, at } from '../cast/a-coverage.ts';
import { RUTH } from '../cast/cast.ts';

/** Numbers of the changes that tests speak of. */
export interface Marks {
  /** Two entries of the current item end here. */
  readonly discussed: number;
  /** An entry comes late into the first item. */
  readonly late: number;
  /** The pinned entry is withdrawn. */
  readonly withdrawn: number;
}

/** The log of one morning in which everything happens to a coverage that can happen to it. */
export function aLife(): { readonly records: readonly LogRecord[]; readonly marks: Marks } {
  const coverage = blankCoverage('coverage-1', 'epoch-1');
  const records: LogRecord[] = [];
  let minute = 0;
  const ask = (body: CommandBody): number => {
    minute += 1;
    const now = at('10h00', minute * 60);
    const decision = decide(coverage, aCommand(coverage.id, body), { actor: RUTH, now });
    if ('ok' in decision) throw new Error(`${body.kind}: ${decision.code} ${decision.field ?? ''}`);
    for (const change of decision as readonly Change[]) {
      const record = {
        v: 1,
        seq: coverage.head + 1,
        at: now,
        by: RUTH.id,
        commandId: v7(),
        digest: '',
        change,
      } as const;
      evolve(coverage, record);
      records.push(record);
    }
    return coverage.head;
  };
  const post = (text: string, itemId: string | null, hour: string): string => {
    const {
      id: _,
      coverageId: __,
      ...body
    } = aPost(coverage.id, text, { itemId, at: at(hour), begunAt: at(hour) });
    ask(body);
    return body.entryId;
  };

  const [opening, report, debate] = [
    anItem('8h00', 'Khai mạc'),
    anItem('8h15', 'Báo cáo năm 2025.'),
    anItem('9h00', 'Thảo luận'),
  ];
  ask({ kind: 'create-coverage', about: anAbout(), agenda: [opening, report, debate] });
  ask({ kind: 'open-coverage' });
  ask({ kind: 'start-agenda-item', itemId: opening.id, at: at('8h00') });
  const first = post('Đại biểu vào hội trường lúc 7h45.', opening.id, '8h01');
  const pinned = post('Chủ tọa nêu ba câu hỏi lớn của buổi sáng.', opening.id, '8h05');
  post('Mưa nhẹ ngoài sân.', null, '8h06');
  ask({ kind: 'pin-entry', entryId: pinned });
  ask({ kind: 'start-agenda-item', itemId: report.id, at: at('8h16') });
  const numbers = post('Toàn tỉnh trồng được 1.200 ha rừng, bằng 96,5% kế hoạch.', report.id, '8h20');
  post('Báo cáo nêu hai việc còn chậm.', report.id, '8h24');
  ask({ kind: 'key-entry', entryId: numbers });
  ask({
    kind: 'correct-entry',
    entryId: numbers,
    base: 1,
    content: aText('Toàn tỉnh trồng được 1.250 ha rừng, bằng 98% kế hoạch.'),
    note: 'Số đúng là 1.250 ha.',
  });
  ask({ kind: 'start-agenda-item', itemId: debate.id, at: at('9h02') });
  for (const name of ['Hà Thu Mây', 'Lò Văn Suối', 'Vàng A Núi', 'Đinh Thị Thác', 'Quàng Văn Đồi'])
    post(`Đại biểu ${name} nói về nước sạch và đường làng. `.repeat(6).trim(), debate.id, '9h05');
  const discussed = coverage.head;
  post('Ảnh chụp lúc 8h03: hội trường kín chỗ.', opening.id, '8h03');
  const late = coverage.head;
  const withdrawn = ask({ kind: 'withdraw-entry', entryId: pinned, reason: 'Nhầm người nói.' });
  const moved = post('Đoàn kiểm tra ghé thăm vườn ươm.', null, '9h10');
  ask({ kind: 'pin-entry', entryId: moved });
  ask({ kind: 'move-entry', entryId: moved, base: 1, itemId: debate.id, at: at('9h04') });
  ask({ kind: 'withdraw-entry', entryId: first, reason: 'Đăng hai lần.' });
  ask({ kind: 'revise-agenda-item', item: { ...report, title: 'Báo cáo kết quả năm 2025.' } });
  ask({ kind: 'pause-coverage' });
  ask({ kind: 'resume-coverage' });
  post('Hội nghị giải lao 10 phút.', null, '9h30');
  post('Ý kiến cuối cùng của buổi sáng.', debate.id, '9h40');
  ask({ kind: 'close-coverage' });
  return { records, marks: { discussed, late, withdrawn } };
}
