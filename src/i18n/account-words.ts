import { ACCOUNT_LIMITS } from '#domain/account-rules.ts';
import type { Language } from './path.ts';

const { passwordLeastCharacters: least } = ACCOUNT_LIMITS;

const VI = {
  login: 'Tên đăng nhập',
  password: 'Mật khẩu',
  name: 'Họ tên',
  nameHint: 'Như in ở cuối bài.',
  loginHint: 'Từ 2 đến 40 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới.',
  passwordHint: `Ít nhất ${least} ký tự. Một câu dài, dễ nhớ là tốt nhất.`,
  signIn: {
    title: 'Đăng nhập',
    submit: 'Đăng nhập',
    intro: 'Dành cho phóng viên và biên tập viên. Bạn đọc không cần tài khoản.',
  },
  demonstration: {
    title: 'Bản trình diễn',
    intro:
      'Mọi người và mọi việc ở đây đều do chúng tôi đặt ra. Các tài khoản này chỉ có trong bản trình diễn.',
    enterAs: (name: string) => `Vào với tên ${name}`,
  },
  setUp: {
    title: 'Thiết lập lần đầu',
    intro:
      'Tòa soạn chưa có tài khoản nào. Tài khoản đầu tiên là của quản trị viên: tạo tài khoản cho những người khác và làm được mọi việc của biên tập viên.',
    code: 'Mã thiết lập',
    codeHint: 'Máy chủ in mã này ra khi khởi động, trong địa chỉ để tạo tài khoản đầu tiên.',
    submit: 'Tạo tài khoản và bắt đầu',
  },
  staff: {
    title: 'Nhân sự',
    people: (count: number) => `${count} người`,
    add: 'Thêm người',
    added: (name: string) => `Đã thêm ${name}. Hãy đưa tên đăng nhập và mật khẩu tận tay người ấy.`,
    role: 'Vai trò',
    roles: { reporter: 'Phóng viên', editor: 'Biên tập viên', admin: 'Quản trị viên' },
    roleHint: {
      reporter: 'đăng tin, sửa và rút tin của mình',
      editor: 'thêm việc sửa tin của người khác, mở, kết thúc và lưu trữ tường thuật',
      admin: 'thêm việc quản lý tài khoản',
    },
    coverages: 'Phụ trách',
    allCoverages: 'Mọi tường thuật',
    someCoverages: 'Chỉ những tường thuật được chọn dưới đây',
    someCount: (count: number) => `${count} tường thuật`,
    disable: 'Khóa tài khoản',
    disableHint: 'Người này bị đăng xuất ngay trên mọi thiết bị. Tin đã đăng vẫn giữ tên.',
    disabled: 'Đã khóa',
    you: 'bạn',
    adminsOnly: 'Chỉ quản trị viên xem và thêm nhân sự.',
  },
  fault: {
    wrong:
      'Tên đăng nhập hoặc mật khẩu không đúng. Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.',
    wait: (seconds: number) =>
      seconds < 120
        ? `Đã nhập sai quá nhiều lần. Hãy chờ ${seconds} giây rồi thử lại.`
        : `Đã nhập sai quá nhiều lần. Hãy chờ ${Math.ceil(seconds / 60)} phút rồi thử lại.`,
    busy: 'Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau vài giây.',
    login: 'Tên đăng nhập này chưa dùng được: chỉ gồm 2 đến 40 chữ thường không dấu, chữ số và các dấu . _ -',
    loginTaken: 'Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.',
    name: 'Hãy ghi họ tên.',
    passwordShort: `Mật khẩu cần ít nhất ${least} ký tự.`,
    passwordIsLogin: 'Mật khẩu không được trùng với tên đăng nhập.',
    code: 'Mã thiết lập không đúng. Hãy mở đúng địa chỉ mà máy chủ in ra trong lần khởi động này.',
    lastAdmin: 'Đây là quản trị viên cuối cùng nên không khóa được. Hãy thêm một quản trị viên khác trước.',
  },
};

export type AccountWords = typeof VI;

const EN: AccountWords = {
  login: 'Sign-in name',
  password: 'Password',
  name: 'Name',
  nameHint: 'As printed in the byline.',
  loginHint: '2 to 40 characters: small letters without accents, digits, dot, hyphen, underscore.',
  passwordHint: `At least ${least} characters. A long sentence you can remember is best.`,
  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    intro: 'For reporters and editors. Readers need no account.',
  },
  demonstration: {
    title: 'Demonstration',
    intro: 'Everybody and everything here is made up. These accounts exist only in the demonstration.',
    enterAs: (name) => `Enter as ${name}`,
  },
  setUp: {
    title: 'First set-up',
    intro:
      'The newsroom has no account yet. The first one is an administrator’s: it makes accounts for the others and may do all that an editor may.',
    code: 'Set-up code',
    codeHint: 'The server prints it when it starts, in the address for making the first account.',
    submit: 'Make the account and begin',
  },
  staff: {
    title: 'Staff',
    people: (count) => (count === 1 ? '1 person' : `${count} people`),
    add: 'Add somebody',
    added: (name) => `${name} was added. Hand the sign-in name and the password over in person.`,
    role: 'Role',
    roles: { reporter: 'Reporter', editor: 'Editor', admin: 'Administrator' },
    roleHint: {
      reporter: 'posts entries, revises and withdraws their own',
      editor: 'also revises the entries of others, opens, closes and archives coverages',
      admin: 'also looks after accounts',
    },
    coverages: 'Works on',
    allCoverages: 'Every coverage',
    someCoverages: 'Only the coverages chosen below',
    someCount: (count) => (count === 1 ? '1 coverage' : `${count} coverages`),
    disable: 'Disable the account',
    disableHint: 'They are signed out at once, on every device. What they posted keeps their name.',
    disabled: 'Disabled',
    you: 'you',
    adminsOnly: 'Only administrators see and add staff.',
  },
  fault: {
    wrong:
      'The sign-in name or the password is wrong. Check Caps Lock and your input method, then try again.',
    wait: (seconds) =>
      seconds < 120
        ? `Too many wrong tries. Wait ${seconds} seconds and try again.`
        : `Too many wrong tries. Wait ${Math.ceil(seconds / 60)} minutes and try again.`,
    busy: 'Many people are signing in at this moment. Try again in a few seconds.',
    login: 'This sign-in name cannot be used: 2 to 40 small letters without accents, digits and . _ - only',
    loginTaken: 'Somebody has this sign-in name already. Choose another one.',
    name: 'Fill in the name.',
    passwordShort: `The password needs at least ${least} characters.`,
    passwordIsLogin: 'The password must not be the sign-in name.',
    code: 'The set-up code is wrong. Open the address that the server printed at this start.',
    lastAdmin: 'This is the last administrator and cannot be disabled. Add another one first.',
  },
};

/** What the pages about accounts say. */
export const accountWords = (language: Language): AccountWords => (language === 'en' ? EN : VI);
