import { texts } from '../texts/texts.ts';

export const SIGN_OFF_LINK_TEXTS = texts(
  {
    effect:
      'With this link the user sees what was delivered, and accepts or rejects it by name, without signing in. A new link replaces the one before.',
    lives: 'Valid for',
    days: (count: number) => `${count} days`,
    make: 'Make the link',
    exists: (expires: string) =>
      `There is a link already, valid until ${expires}. Its address was shown once and cannot be shown again.`,
    replace: 'Make a new link, the old one ends',
    scan: 'Let the user scan the code, or send the link.',
    qrCode: 'QR code of the sign-off link',
    address: 'Sign-off link',
    expires: 'Valid until',
    share: 'Share',
    copy: 'Copy the link',
    copied: 'Copied',
    mail: 'Send by e-mail',
    close: 'Close',
    subject: (service: string) => `Please accept: ${service}`,
    message: (service: string, url: string) =>
      `${service} was delivered. Please look at it and accept or reject it here: ${url}`,
  },
  {
    effect: '用户无需登录，即可通过此链接查看交付内容，并署名验收或驳回。新链接生成后，旧链接失效。',
    lives: '有效期',
    days: (count: number) => `${count} 天`,
    make: '生成链接',
    exists: (expires: string) => `已有验收链接，有效期至 ${expires}。其地址仅显示一次，无法再次查看。`,
    replace: '生成新链接（旧链接失效）',
    scan: '请用户扫描二维码，或将链接发送给用户。',
    qrCode: '验收链接二维码',
    address: '验收链接',
    expires: '有效期至',
    share: '分享',
    copy: '复制链接',
    copied: '已复制',
    mail: '发送邮件',
    close: '关闭',
    subject: (service: string) => `请验收：${service}`,
    message: (service: string, url: string) => `“${service}”已交付，请通过以下链接查看并验收或驳回：${url}`,
  },
);
