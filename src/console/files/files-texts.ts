import { texts } from '../texts/texts.ts';

export const FILES_TEXTS = texts(
  {
    limits: (most: string) => `PDF, JPEG or PNG, at most ${most}`,
    choose: 'Choose a file',
    photo: 'Take a photo',
    replace: 'Replace the file',
    remove: 'Remove',
    cancel: 'Cancel',
    again: 'Try again',
    preparing: 'Checking the file…',
    uploading: 'Uploading…',
    stored: (size: string) => `${size}, stored`,
    removed: 'The file was removed.',
    details: 'Details',
    fingerprint: 'SHA-256',
    faults: {
      title: (name: string) => `${name} cannot be stored`,
      kind: () => 'Only PDF, JPEG and PNG files can be stored. Save it as a PDF, or take a photo of it.',
      empty: () => 'The file is empty. Check that it was saved completely.',
      tooLarge: (most: string, size: string) =>
        `The file has ${size}; at most ${most} can be stored. Compress it, or split it into smaller files.`,
      content: (name: string, type: string) => `“${name}” is not a valid ${type} file. Choose another file.`,
    },
    download: (name: string) => `Download ${name}`,
  },
  {
    limits: (most: string) => `支持 PDF、JPEG、PNG，不超过 ${most}`,
    choose: '选择文件',
    photo: '拍照',
    replace: '更换文件',
    remove: '移除',
    cancel: '取消',
    again: '重试',
    preparing: '正在检查文件…',
    uploading: '上传中…',
    stored: (size: string) => `${size}，已保存`,
    removed: '文件已移除。',
    details: '详情',
    fingerprint: 'SHA-256',
    faults: {
      title: (name: string) => `无法保存“${name}”`,
      kind: () => '仅支持 PDF、JPEG 和 PNG 文件。请另存为 PDF，或拍照上传。',
      empty: () => '文件为空，请确认文件已完整保存。',
      tooLarge: (most: string, size: string) =>
        `文件大小为 ${size}，超过上限 ${most}。请压缩后上传，或拆分为多个文件。`,
      content: (name: string, type: string) =>
        `“${name}”不是有效的 ${type} ${type === 'PDF' ? '文件' : '图片'}，请重新选择。`,
    },
    download: (name: string) => `下载 ${name}`,
  },
);
