/** The words of search, of venue and speaker pages, and of what leads there, Vietnamese. */
export const findingVi = {
  find: {
    name: 'Tìm kiếm',
    intro: 'Tìm trong mọi tường thuật và văn kiện. Gõ có dấu hay không dấu đều được.',
    label: 'Từ cần tìm',
    submit: 'Tìm',
    inside: 'Tìm trong tường thuật này',
    only: 'Chỉ trong:',
    everywhere: 'Tìm ở mọi nơi',
    title: (words: string) => `Tìm “${words}”`,
    results: (count: number) => `${count} kết quả`,
    nothing: (words: string) => `Không thấy “${words}” ở đâu. Hãy thử ít từ hơn.`,
    coverage: 'Tường thuật',
    paper: 'Văn kiện',
    pages: 'Các trang kết quả',
    previous: '‹ Trang trước',
    next: 'Trang sau ›',
    page: (number: number, count: number) => `Trang ${number} / ${count}`,
  },
  venueTitle: (name: string) => (/^điểm cầu/iu.test(name) ? name : `Điểm cầu ${name}`),
  venueIntro: 'Phát biểu và hình ảnh từ đây trong các tường thuật, mới nhất trước.',
  speakers: 'Người phát biểu',
  speakerIntro: 'Các phát biểu và hình ảnh trong các tường thuật, mới nhất trước.',
  moreOf: 'Xem thêm:',
  sameSeries: 'Cùng chuỗi hội nghị',
  sameDay: 'Cùng ngày',
};

export type FindingWords = typeof findingVi;
