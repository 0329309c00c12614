/** Errors of servers and configuration, and of tasks, files and endpoints. */
import type { ErrorTexts } from './error-text.ts';

export const SYSTEM_ERROR_TEXTS = {
  unavailable: {
    detail: { en: '{service} is not responding.', zh: '{service} 暂无响应。' },
    remedy: {
      en: 'Retry the same request with the same key shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  clock_off: {
    detail: {
      en: 'The server clock is off by {offsetSeconds} seconds, so requests cannot be processed.',
      zh: '服务器时钟偏差 {offsetSeconds} 秒，暂不据此处理任何请求。',
    },
    remedy: {
      en: 'Retry the same request with the same key later.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  not_configured: {
    detail: {
      en: 'This requires {variable}, which is not configured.',
      zh: '此操作需要的 {variable} 尚未配置。',
    },
    remedy: {
      en: 'Ask the operators of this service to set {variable}. A retry does not help.',
      zh: '请联系服务运维方设置 {variable}；重复发送无效。',
    },
  },
  console_missing: {
    detail: { en: 'The web console is not built on this server.', zh: '此服务器未构建网页控制台。' },
    remedy: {
      en: 'Ask the operators of this service to build it. The API works without it.',
      zh: '请联系服务运维方构建控制台；接口不受影响。',
    },
  },
  internal: {
    detail: { en: 'An error occurred on our side.', zh: '我们的系统出现故障。' },
    remedy: {
      en: 'Try again. If the error persists, contact support with the request id.',
      zh: '请重试；若仍失败，请向支持人员提供请求编号。',
    },
  },
  endpoint_not_allowed: {
    detail: {
      en: '{host} resolves to {address}, which is not a public address.',
      zh: '{host} 指向 {address}，不是公网地址。',
    },
    remedy: {
      en: 'Provide an endpoint with a public address, or allow others in the configuration.',
      zh: '请使用公网地址的端点，或通过配置允许其他地址。',
    },
  },
  task_resolved: {
    detail: { en: 'The task was resolved at {resolvedAt}.', zh: '该任务已于 {resolvedAt} 处理完毕。' },
    remedy: { en: 'No action is needed.', zh: '无需再做任何操作。' },
  },
  upload_swept: {
    detail: { en: 'The upload took longer than a day.', zh: '上传耗时超过一天。' },
    remedy: { en: 'Upload the file again.', zh: '请重新上传文件。' },
  },
} as const satisfies ErrorTexts;
