/** Words for working together on an entry, for reading it over and for whom it names, Vietnamese. */
export const deskTogetherVi = {
  conflict: {
    stale: 'Tin này vừa được người khác sửa. Cả hai bản còn nguyên, chỗ khác nhau được đánh dấu.',
    mine: 'Bản của bạn',
    theirs: 'Bản mới',
    keepMine: 'Giữ bản của tôi',
    takeTheirs: 'Lấy bản mới',
    merge: 'Ghép',
    merged: 'Chỗ sửa của cả hai người đã vào một bản. Đọc lại rồi lưu.',
    clashing:
      'Hai người sửa cùng một chỗ: cả hai cách viết nằm trong ô, của bạn đứng trước. Giữ lại cách đúng rồi lưu.',
    sameWords: 'Chữ của hai bản giống nhau; chỉ cách trình bày khác nhau.',
    places: (count: number) => `Khác nhau ở ${count} chỗ`,
    place: (mine: string, theirs: string) =>
      `Bản của bạn: ${mine ? `“${mine}”` : 'không có chữ'}; bản mới: ${theirs ? `“${theirs}”` : 'không có chữ'}`,
  },
  addSpeaker: {
    title: 'Thêm người phát biểu vào danh bạ',
    honorific: 'Danh xưng',
    long: 'Chức danh đầy đủ',
    short: 'Chức danh ngắn, cho chú thích ảnh',
    add: 'Thêm vào danh bạ',
    nameMissing: 'Ghi họ và tên.',
    notReached: 'Chưa tới được tòa soạn. Bấm lại khi có mạng.',
  },
  proof: {
    title: (count: number) => `Soát lỗi: ${count} chỗ nên xem lại`,
    fix: 'Sửa',
    fixTo: (words: string) => `Sửa thành “${words}”`,
    kinds: {
      quotes: 'Dấu ngoặc kép thiếu hoặc lẫn kiểu',
      'space-missing': 'Thiếu dấu cách',
      'space-double': 'Thừa dấu cách',
      'space-before': 'Dấu cách thừa cạnh dấu câu',
      dots: 'Dấu câu lặp',
      end: 'Cuối đoạn thiếu dấu chấm',
      doubled: 'Chữ lặp',
      'near-miss': 'Có thể gõ nhầm',
      'tone-mark': 'Hai cách đặt dấu thanh trong một bài',
    },
  },
};
