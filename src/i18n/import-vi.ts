type Params = Readonly<Record<string, string | number>>;

/** `2026-11-23` as people write it: `23-11-2026`. */
const day = (iso: string | number | undefined): string => String(iso).split('-').reverse().join('-');

/** What the importer is unsure of and why a text cannot be taken in, Vietnamese. The line is said before it. */
export const importVi = {
  doubts: {
    'date-missing': ({ iso }: Params) => `không thấy ngày, tạm lấy ${day(iso)}`,
    'year-inferred': ({ iso }: Params) => `không in năm, hiểu là ${day(iso)}`,
    'lede-missing': () => 'không thấy sapo',
    'before-first-hour': () => 'đứng trước mục đầu tiên, xếp ngoài chương trình',
    'byline-missing': () => 'không thấy tên người thực hiện',
    'byline-or-text': () => 'hiểu là người thực hiện; có thể là nội dung',
    'related-empty': () => 'có tiêu đề tin liên quan nhưng không có tin nào',
    'related-without-address': () => 'tin liên quan không có địa chỉ',
    'main-venue-unknown': () => 'không rõ đâu là điểm cầu chính',
    'hour-impossible': () => 'giờ không có thật',
    'hour-missing': () => 'không có giờ',
    'hour-without-colon': () => 'sau giờ không có dấu hai chấm; hiểu là tên mục, có thể là nội dung',
    'hours-run-back': () => 'giờ lùi so với dòng trước',
    'title-on-next-line': () => 'tên mục lấy từ dòng này',
    'title-joined': () => 'nối vào tên ở dòng trước',
    'below-title': () => 'đứng ngay dưới tên bài nhưng không nối vào tên; có thể vẫn là tên bài',
    'not-used': () => 'không đưa vào chương trình',
    'several-days': ({ iso }: Params) => `nói đến nhiều ngày, tạm lấy ${day(iso)}`,
    'item-without-entries': () => 'mục không có tin nào',
    'caption-or-text': ({ as }: Params): string =>
      as === 'photo'
        ? 'hiểu là chú thích ảnh; có thể là nội dung'
        : 'hiểu là nội dung; có thể là chú thích ảnh',
    'portrait-without-statement': ({ name }: Params) => `có ảnh chân dung ${name} nhưng không thấy phát biểu`,
    'statement-without-portrait': ({ name }: Params) => `phát biểu của ${name} không có ảnh chân dung`,
    'whose-words': ({ name }: Params) => `không chắc đây vẫn là lời của ${name}`,
    'joined-to-statement': ({ name }: Params) => `nối vào phát biểu của ${name}`,
    'name-uncertain': ({ name }: Params) => `không chắc họ tên: ${name}`,
    'title-unclear': ({ name }: Params) => `không chắc chức danh của ${name}`,
    'type-missing': () => 'không thấy loại văn bản',
    rejoined: () => 'câu bị ngắt trang, đã nối lại',
    'lines-joined': () => 'nối vào dòng trên vì dòng trên đã đầy; có thể là đoạn mới',
    'note-or-text': () => 'có thể là chú thích cuối trang; để nguyên trong bài',
    'maybe-cut': () => 'câu có thể bị cắt ở đây',
    'label-out-of-order': () => 'số mục không liền với mục trước',
    'note-without-anchor': ({ mark }: Params) => `chú thích ${mark} không có chỗ gắn trong bài`,
    'anchor-without-note': ({ mark }: Params) => `dấu ${mark} không có chú thích`,
    'mark-repeated': ({ mark }: Params) => `dấu chú thích ${mark} lặp lại`,
    'unpaired-asterisk': () => 'dấu * lẻ, giữ nguyên',
    'set-aside': () => 'số trang hoặc đường kẻ, để riêng',
    unplaced: () => 'chưa rõ thuộc phần nào',
    'recipients-missing': () => 'không thấy nơi nhận',
    'signature-missing': () => 'không thấy phần ký',
  },
  faults: {
    empty: () => 'Chưa có chữ nào. Hãy dán nguyên văn vào ô.',
    'not-text': () =>
      'Dòng này không phải chữ đọc được. Hãy mở tệp bằng phần mềm soạn thảo rồi chép lại phần chữ.',
    markup: ({ text }: Params) => `Có mã HTML (${text}). Hãy chép phần chữ từ trang, không chép mã nguồn.`,
    'too-long': ({ limit }: Params) => `Dài quá ${limit} ký tự. Hãy tách hoặc rút gọn dòng này.`,
    'too-many': ({ limit }: Params) => `Nhiều quá ${limit} mục. Hãy chia thành nhiều bài.`,
    'no-hours': () => 'Không thấy dòng nào bắt đầu bằng giờ. Hãy viết mỗi mục như “8h15: Báo cáo …”.',
    'not-yet': ({ day: iso, hour }: Params) =>
      `Mục lúc ${hour} ngày ${day(iso)} chưa diễn ra. Hãy xem lại ngày; bài thiếu ngày thì ghi ngày, tháng, năm vào sapo.`,
    'no-title': () => 'Không thấy tên bài. Hãy đặt tên bài ở dòng đầu tiên.',
    'item-without-title': () => 'Mục này có giờ nhưng không có tên. Hãy thêm tên sau giờ.',
    unrecognised: () =>
      'Chưa rõ đây là trang tường thuật hay văn bản: không có giờ đầu dòng, cũng không có loại văn bản hay nơi nhận.',
  },
  line: (line: number, sentence: string) => `Dòng ${line}: ${sentence}`,
};

/** The same keys in every language. */
export type ImportWords = typeof importVi;
