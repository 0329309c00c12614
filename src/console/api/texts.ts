import { texts } from '../texts/texts.ts';

export const API_TEXTS = texts(
  {
    loading: 'Loading…',
    again: 'Try again',
    noResponse: {
      title: 'No response',
      text: 'The service did not respond. Check your connection and try again; nothing is done twice.',
    },
    unsent: {
      title: 'Not sent yet',
      text: 'It will be sent as soon as there is a connection. Keep this page open, or press again: nothing is done twice.',
    },
    unexpected: {
      title: 'The response cannot be read',
      text: 'Something between this page and the service responded. Try again later.',
    },
    unknown: {
      title: 'An error occurred',
      text: 'Load the page again. If the error persists, contact support.',
    },
    rule: 'Rule',
    remedy: 'What you can do',
    facts: 'Facts that decided',
    requestId: 'Request id',
    curl: 'As curl',
    copy: 'Copy',
    copied: 'Copied',
    lack: 'Something is missing',
    sending: 'Sending…',
    back: 'Cancel',
  },
  {
    loading: '加载中…',
    again: '重试',
    noResponse: { title: '无响应', text: '服务未响应。请检查网络后重试；同一操作不会重复执行。' },
    unsent: {
      title: '尚未发送',
      text: '网络恢复后将自动发送。请勿关闭页面，也可再次点击；同一操作不会重复执行。',
    },
    unexpected: { title: '响应无法识别', text: '页面与服务之间的其他系统作出了响应。请稍后重试。' },
    unknown: { title: '出现错误', text: '请重新加载页面；若仍出错，请联系支持人员。' },
    rule: '规则',
    remedy: '处理办法',
    facts: '判定依据',
    requestId: '请求编号',
    curl: 'curl 命令',
    copy: '复制',
    copied: '已复制',
    lack: '信息不完整',
    sending: '提交中…',
    back: '取消',
  },
);
