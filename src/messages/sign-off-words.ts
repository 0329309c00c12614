/** Texts of the pages of a sign-off link, in both languages. */
import type { AcceptanceGiver } from '../domain/catalogue/acceptance.ts';
import type { Language } from '../domain/json.ts';

export interface SignOffWords {
  readonly product: string;
  readonly title: string;
  readonly ordered: string;
  readonly service: string;
  readonly mode: string;
  readonly organization: string;
  readonly account: string;
  readonly reference: string;
  readonly orderedAt: string;
  readonly delivered: string;
  readonly deliveredAt: string;
  readonly deliveredBy: string;
  readonly note: string;
  readonly document: string;
  readonly hash: string;
  readonly noEvidence: string;
  readonly decide: string;
  readonly name: string;
  readonly reason: string;
  readonly accept: string;
  readonly reject: string;
  readonly sendRejection: string;
  readonly rejectedBy: string;
  readonly rejectedAt: string;
  readonly rejectionReason: string;
  readonly stamp: string;
  readonly signature: string;
  readonly issuedBy: string;
  readonly accepted: string;
  readonly rejected: string;
  readonly acceptedNote: string;
  readonly rejectedNote: string;
  readonly openCertificate: string;
  readonly expires: string;
  readonly problem: string;
  /** Of the document, where a form was refused. */
  readonly refusedTitle: string;
  readonly nameMissing: string;
  readonly reasonMissing: string;
  readonly tooLong: string;
  readonly decided: string;
  readonly later: string;
  /** `contact` is that of the product line; null if it is not known. */
  readonly gone: (contact: string | null) => string;
  readonly goneTitle: string;
  readonly certificate: string;
  readonly certified: string;
  readonly acceptance: string;
  readonly acceptedBy: string;
  readonly acceptedAt: string;
  readonly given: string;
  readonly givers: Readonly<Record<AcceptanceGiver, string>>;
  readonly proof: string;
  readonly certificateId: string;
  readonly noteHash: string;
  readonly recordHash: string;
  readonly recordedAt: string;
  readonly serviceId: string;
  readonly orderId: string;
  readonly print: string;
  readonly back: string;
}

export const SIGN_OFF_WORDS: Readonly<Record<Language, SignOffWords>> = {
  en: {
    product: 'Prepaid Fulfilment',
    title: 'Accept a delivered service',
    ordered: 'What was ordered',
    service: 'Service',
    mode: 'Mode',
    organization: 'Organization',
    account: 'Customer',
    reference: 'Order reference',
    orderedAt: 'Ordered',
    delivered: 'What was delivered',
    deliveredAt: 'Delivered',
    deliveredBy: 'Delivered by',
    note: 'Note',
    document: 'Photo or document',
    hash: 'SHA-256 of the photo or document',
    noEvidence: 'The delivery came without a note or document.',
    decide: 'Your decision',
    name: 'Your name',
    reason: 'What is missing or wrong',
    accept: 'Accept',
    reject: 'Reject',
    sendRejection: 'Reject with this reason',
    rejectedBy: 'Rejected by',
    rejectedAt: 'Rejected',
    rejectionReason: 'Reason',
    stamp: 'Stamp of the customer',
    signature: 'Signature and date',
    issuedBy: 'Issued by Prepaid Fulfilment',
    accepted: 'Accepted. Thank you.',
    rejected: 'Rejected. We will correct it and deliver it again.',
    acceptedNote: 'The service is complete.',
    rejectedNote: 'You get a new link with the next delivery.',
    openCertificate: 'Open the certificate to print',
    expires: 'This link is valid until',
    problem: 'Your decision was not recorded',
    refusedTitle: 'Your decision was not recorded: Accept a delivered service',
    nameMissing: 'Please enter your name.',
    reasonMissing: 'Please say what is missing or wrong.',
    tooLong: 'This text is too long or contains characters that cannot be stored.',
    decided: 'This delivery has been decided already.',
    later: 'Your decision could not be recorded. Please try again in a moment; nothing is done twice.',
    gone: (contact) =>
      `It was replaced by a newer link, or its time is over. Please ask ${contact ?? 'us'} for a new one.`,
    goneTitle: 'This link is not valid any more',
    certificate: 'Certificate of acceptance',
    certified: 'The service below was delivered and accepted by its user.',
    acceptance: 'Acceptance',
    acceptedBy: 'Accepted by',
    acceptedAt: 'Accepted',
    given: 'Given',
    givers: {
      customer: 'by the customer in the console',
      link: 'with the sign-off link',
      staff: 'recorded by staff for the user',
    },
    proof: 'Proof',
    certificateId: 'Certificate and audit record',
    noteHash: 'SHA-256 of the note',
    recordHash: 'SHA-256 of the audit record',
    recordedAt: 'Recorded',
    serviceId: 'Service id',
    orderId: 'Order id',
    print:
      'Print this page with your browser, or save it as PDF. It fits on one A4 page, with room for a stamp and a signature.',
    back: 'Back to the delivery',
  },
  zh: {
    product: '预付费履约',
    title: '服务验收',
    ordered: '订购内容',
    service: '服务',
    mode: '方式',
    organization: '机构',
    account: '客户',
    reference: '客户单号',
    orderedAt: '下单时间',
    delivered: '交付内容',
    deliveredAt: '交付时间',
    deliveredBy: '交付人',
    note: '说明',
    document: '照片或文件',
    hash: '照片或文件的 SHA-256',
    noEvidence: '交付时未附说明或文件。',
    decide: '验收结果',
    name: '您的姓名',
    reason: '驳回原因',
    accept: '验收通过',
    reject: '驳回',
    sendRejection: '提交驳回',
    rejectedBy: '驳回人',
    rejectedAt: '驳回时间',
    rejectionReason: '驳回原因',
    stamp: '客户盖章',
    signature: '签字及日期',
    issuedBy: '出具方：预付费履约',
    accepted: '已验收，感谢您的确认。',
    rejected: '已驳回，我们将整改后重新交付。',
    acceptedNote: '本服务已完成。',
    rejectedNote: '再次交付后，您将收到新的链接。',
    openCertificate: '打开验收单（可打印）',
    expires: '链接有效期至',
    problem: '验收结果未提交',
    refusedTitle: '验收结果未提交：服务验收',
    nameMissing: '请填写您的姓名。',
    reasonMissing: '请填写驳回原因。',
    tooLong: '内容过长，或含有无法保存的字符。',
    decided: '本次交付已有验收结果。',
    later: '暂时无法记录，请稍后重试；同一操作不会重复执行。',
    gone: (contact) => `链接已被新链接取代，或已过有效期。请联系${contact ?? '我们'}获取新链接。`,
    goneTitle: '该链接已失效',
    certificate: '服务验收单',
    certified: '以下服务已交付，并经用户验收通过。',
    acceptance: '验收',
    acceptedBy: '验收人',
    acceptedAt: '验收时间',
    given: '验收方式',
    givers: {
      customer: '客户在控制台验收',
      link: '通过验收链接',
      staff: '由工作人员代为登记',
    },
    proof: '存证',
    certificateId: '验收单编号（审计记录）',
    noteHash: '说明的 SHA-256',
    recordHash: '审计记录的 SHA-256',
    recordedAt: '记录时间',
    serviceId: '服务编号',
    orderId: '订单编号',
    print: '请使用浏览器打印本页（一页 A4，留有盖章和签字处），或另存为 PDF。',
    back: '返回交付详情',
  },
};
