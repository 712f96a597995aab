import type { Refusal, RefusalCode } from '#domain/refusal.ts';
import { fieldName } from './field-names.ts';
import type { Language } from './path.ts';

/** What a sentence may speak of: the field in words, and the detail as the refusal gives it. Both may be empty. */
interface Said {
  readonly field: string;
  readonly detail: string;
}

type Sentence = (said: Said) => string;

const VI = {
  invalid: ({ field }) =>
    field
      ? `Mục “${field}” chưa đúng. Hãy sửa mục này rồi gửi lại.`
      : 'Yêu cầu chưa đúng. Hãy kiểm tra rồi gửi lại.',
  'too-long': ({ field, detail }) =>
    `${field ? `Mục “${field}”` : 'Nội dung gửi đi'} quá dài${detail ? `, nhiều nhất là ${detail}` : ''}. Hãy rút gọn hoặc chia thành nhiều tin.`,
  markup: ({ field }) =>
    `${field ? `Mục “${field}”` : 'Nội dung'} có mã HTML. Hãy xóa các thẻ trong dấu < > và chỉ giữ lại chữ.`,
  'unknown-command': () => 'Máy chủ không biết thao tác này. Hãy tải lại trang để dùng phiên bản mới nhất.',
  'wrong-zone': ({ detail }) =>
    `Tòa soạn chỉ dùng múi giờ ${detail || 'Asia/Ho_Chi_Minh'}. Hãy đổi lại múi giờ rồi gửi lại.`,
  'not-signed-in': () =>
    'Bạn chưa đăng nhập hoặc đã bị đăng xuất. Hãy đăng nhập lại, tin chưa gửi vẫn còn trên máy.',
  'not-allowed': () =>
    'Tài khoản của bạn không được làm việc này. Hãy nhờ biên tập viên của tường thuật, hoặc nhờ quản trị viên cấp quyền.',
  'not-found': ({ field }) =>
    `Không tìm thấy ${field ? `“${field}”` : 'nội dung này'}. Có thể nội dung đã bị xóa; hãy tải lại trang rồi chọn lại.`,
  'id-reused': ({ field }) =>
    `Mã số${field ? ` “${field}”` : ''} này đã dùng cho một yêu cầu khác. Hãy tải lại trang rồi làm lại thao tác.`,
  'slug-taken': ({ detail }) =>
    `Địa chỉ${detail ? ` “${detail}”` : ''} đã có bài khác dùng. Hãy đặt một địa chỉ khác, chẳng hạn thêm năm ở cuối.`,
  'stale-revision': () =>
    'Trong lúc bạn sửa, tin này đã được người khác sửa. Hãy so hai bản rồi sửa lại trên bản mới nhất.',
  'needs-correction-note': () =>
    'Chỗ sửa này lớn hơn một lỗi gõ phím. Hãy chọn “Đính chính” và ghi một câu cho bạn đọc biết đã sửa gì.',
  'nothing-changed': () => 'Không có gì thay đổi so với bản đang đăng, nên không cần gửi nữa.',
  'not-live': () =>
    'Tường thuật chưa mở nên chưa nhận tin. Hãy nhờ biên tập viên mở tường thuật rồi gửi lại.',
  'coverage-closed': () =>
    'Tường thuật đã kết thúc trước khi bạn bắt đầu viết tin này. Hãy nhờ biên tập viên mở lại nếu vẫn cần đăng.',
  'coverage-archived': () =>
    'Tường thuật đã lưu trữ nên không sửa được nữa. Nếu có sai sót, hãy báo biên tập viên để đăng đính chính riêng.',
  'wrong-status': () =>
    'Ở trạng thái hiện nay không làm được việc này. Hãy tải lại trang để xem trạng thái rồi chọn thao tác phù hợp.',
  'entries-held': ({ detail }) =>
    `Còn ${detail || 'những'} tin đến sau lúc bế mạc đang chờ. Hãy duyệt đăng hoặc gỡ từng tin rồi mới lưu trữ.`,
  'item-in-use': () =>
    'Mục chương trình này đã bắt đầu hoặc đã có tin nên không xóa được. Hãy chuyển các tin sang mục khác, hoặc sửa lại nhan đề của mục.',
  'entry-withdrawn': () => 'Tin này đã được rút nên không sửa được nữa. Nếu cần, hãy viết một tin mới.',
  'photo-invalid': ({ detail }) =>
    `Tệp này${detail ? ` (${detail})` : ''} không phải là ảnh nhận được. Hãy chọn hoặc lưu lại thành ảnh JPEG, PNG, WebP hoặc AVIF.`,
  'photo-too-large': ({ detail }) =>
    `Ảnh quá lớn${detail ? `, nhiều nhất là ${detail}` : ''}. Hãy thu nhỏ ảnh rồi gửi lại.`,
  'photo-undescribed': ({ field }) =>
    `Ảnh${field ? ` ở “${field}”` : ''} còn thiếu chú thích, tác giả hoặc lời tả ảnh. Hãy ghi đủ ba mục này rồi gửi lại.`,
  'unreadable-text': ({ detail }) =>
    `Không đọc được văn bản này${detail ? ` (${detail})` : ''}. Hãy sao chép lại toàn bộ nội dung dưới dạng chữ rồi dán lại.`,
  'too-many': ({ field, detail }) =>
    field
      ? `Mục “${field}” có quá nhiều phần${detail ? `, nhiều nhất là ${detail}` : ''}. Hãy bớt đi rồi gửi lại.`
      : 'Bạn gửi quá nhanh. Hãy chờ vài giây rồi gửi lại.',
  'storage-full': () =>
    'Đĩa của tòa soạn đã đầy nên chưa nhận tin mới. Tin bạn viết không mất: vẫn giữ trên máy này và tự gửi đi khi có chỗ. Đính chính và gỡ tin vẫn làm được.',
  'storage-failed': () =>
    'Máy chủ chưa ghi được vào ổ đĩa nên chưa nhận. Tin vẫn còn trên máy của bạn; hãy báo quản trị viên và thử lại sau.',
} as const satisfies Record<RefusalCode, Sentence>;

const EN = {
  invalid: ({ field }) =>
    field
      ? `“${field}” is not right yet. Correct it and send again.`
      : 'The request is not right yet. Check it and send again.',
  'too-long': ({ field, detail }) =>
    `${field ? `“${field}”` : 'What was sent'} is too long${detail ? `, at most ${detail}` : ''}. Shorten it or split it into several entries.`,
  markup: ({ field }) =>
    `${field ? `“${field}”` : 'The text'} holds HTML. Take out the tags between < and > and keep the words.`,
  'unknown-command': () =>
    'The server does not know this command. Reload the page to get the newest version.',
  'wrong-zone': ({ detail }) =>
    `The newsroom works in the zone ${detail || 'Asia/Ho_Chi_Minh'} only. Set it back and send again.`,
  'not-signed-in': () =>
    'You are not signed in, or were signed out. Sign in again; what was not sent is still on this device.',
  'not-allowed': () =>
    'Your account may not do this. Ask an editor of this coverage, or an administrator for the right.',
  'not-found': ({ field }) =>
    `${field ? `“${field}”` : 'This'} was not found. It may have been removed; reload the page and choose again.`,
  'id-reused': ({ field }) =>
    `The id${field ? ` in “${field}”` : ''} was already used for another request. Reload the page and do it again.`,
  'slug-taken': ({ detail }) =>
    `The address${detail ? ` “${detail}”` : ''} is in use. Choose another one, with the year at its end for example.`,
  'stale-revision': () =>
    'Somebody else changed this entry while you were editing. Compare both texts and edit the newest one.',
  'needs-correction-note': () =>
    'This is more than a typo. Choose “Correction” and write one sentence that tells readers what was corrected.',
  'nothing-changed': () => 'Nothing differs from what is published, so there is nothing to send.',
  'not-live': () =>
    'The coverage is not open yet and takes no entries. Ask an editor to open it, then send again.',
  'coverage-closed': () =>
    'The coverage had closed before you began this entry. Ask an editor to reopen it if it still has to go out.',
  'coverage-archived': () =>
    'The coverage is archived and cannot be changed. Tell an editor about a mistake, so that a correction is published beside it.',
  'wrong-status': () =>
    'This cannot be done in the present state. Reload the page to see the state, then choose again.',
  'entries-held': ({ detail }) =>
    `Posts that came after closing still wait: ${detail || 'some'}. Release or withdraw each of them, then archive.`,
  'item-in-use': () =>
    'This agenda item has begun or holds entries and cannot be removed. Move its entries first, or change its title.',
  'entry-withdrawn': () => 'This entry was withdrawn and cannot be edited. Write a new one if it is needed.',
  'photo-invalid': ({ detail }) =>
    `This file${detail ? ` (${detail})` : ''} is no photo that can be taken. Choose a JPEG, PNG, WebP or AVIF picture, or save it as one.`,
  'photo-too-large': ({ detail }) =>
    `The photo is too large${detail ? `, at most ${detail}` : ''}. Make it smaller and send again.`,
  'photo-undescribed': ({ field }) =>
    `The photo${field ? ` in “${field}”` : ''} lacks its caption, credit or description. Fill in all three and send again.`,
  'unreadable-text': ({ detail }) =>
    `This text could not be read${detail ? ` (${detail})` : ''}. Copy the whole of it as plain text and paste it again.`,
  'too-many': ({ field, detail }) =>
    field
      ? `“${field}” has too many parts${detail ? `, at most ${detail}` : ''}. Take some out and send again.`
      : 'You are sending too fast. Wait a few seconds and send again.',
  'storage-full': () =>
    'The newsroom’s disk is full and takes no new posts. What you wrote is not lost: it is kept on this device and goes out by itself when there is room. Corrections and withdrawals still work.',
  'storage-failed': () =>
    'The server could not write to its disk and took nothing. What you wrote is still on this device; tell an administrator and try again later.',
} as const satisfies Record<RefusalCode, Sentence>;

/** One sentence that says what to do about a refusal, in the person's language. */
export function refusalMessage({ code, field, detail }: Refusal, language: Language): string {
  const sentence: Sentence = (language === 'en' ? EN : VI)[code];
  return sentence({ field: field ? fieldName(field, language) : '', detail: detail ?? '' });
}
