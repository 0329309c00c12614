/** Errors of the request itself, whatever it asks for, and of rate limits. */
import type { ErrorTexts } from './error-text.ts';

export const REQUESTS_ERROR_TEXTS = {
  malformed_json: {
    detail: { en: 'The body is not valid JSON.', zh: '请求体不是有效的 JSON。' },
    remedy: { en: 'Send one JSON object encoded in UTF-8.', zh: '请发送一个 UTF-8 编码的 JSON 对象。' },
  },
  request_malformed: {
    detail: { en: 'The request is not valid HTTP.', zh: '请求不是有效的 HTTP。' },
    remedy: {
      en: 'Send a request that conforms to HTTP/1.1, with a Host header and one valid body length.',
      zh: '请按 HTTP/1.1 发送，带 Host 请求头和唯一有效的请求体长度。',
    },
  },
  expectation_unknown: {
    detail: { en: 'The Expect header cannot be met.', zh: '无法满足 Expect 请求头。' },
    remedy: {
      en: 'Send Expect: 100-continue, or omit the header.',
      zh: '请发送 Expect: 100-continue 或省略该请求头。',
    },
  },
  headers_too_large: {
    detail: {
      en: 'The request line and headers together exceed {limitBytes} bytes.',
      zh: '请求地址与请求头合计超过 {limitBytes} 字节。',
    },
    remedy: { en: 'Shorten the address and send fewer headers.', zh: '请缩短请求地址并减少请求头。' },
  },
  request_late: {
    detail: { en: 'The request did not arrive in time.', zh: '请求未在规定时间内到达。' },
    remedy: {
      en: 'Retry the same request with the same key over a faster connection.',
      zh: '请用同一个键重新发送同一请求，并加快发送。',
    },
  },
  too_many_connections: {
    detail: {
      en: 'This server has {connections} open connections and accepts no more for now.',
      zh: '本进程已有 {connections} 个连接，暂不接收更多。',
    },
    remedy: {
      en: 'Reuse connections, and retry the same request with the same key shortly.',
      zh: '请复用连接，稍后用同一个键重新发送同一请求。',
    },
  },
  payload_too_large: {
    detail: { en: 'The body exceeds {limitBytes} bytes.', zh: '请求体超过 {limitBytes} 字节。' },
    remedy: { en: 'Send a smaller body.', zh: '请减小单次请求体。' },
  },
  method_not_allowed: {
    detail: { en: 'This address does not support {method}.', zh: '该地址不支持 {method}。' },
    remedy: { en: 'Use one of: {allowed}.', zh: '请使用：{allowed}。' },
  },
  not_found: {
    detail: { en: 'There is no such {kind}.', zh: '该{kind}不存在。' },
    remedy: { en: 'Check the address and the id.', zh: '请检查地址和标识。' },
  },
  validation_failed: {
    detail: { en: 'The request does not match the API contract.', zh: '请求不符合约定的结构。' },
    remedy: { en: 'Correct every problem listed in errors.', zh: '请修正所列的各项问题。' },
  },
  signal_malformed: {
    detail: {
      en: 'Its field {field} is missing, or is not a text of 1 to 2,000 characters.',
      zh: '其字段 {field} 缺失，或不是 1 至 2,000 个字符的文本。',
    },
    remedy: { en: 'Send the signal again with this field.', zh: '请补充该字段后重新发送信号。' },
  },
  rate_limited: {
    detail: {
      en: 'More than {requestsPerSecond} requests per second were sent with this key to one API process.',
      zh: '使用该密钥的请求在一秒内超过单个 API 进程的上限 {requestsPerSecond} 次。',
    },
    remedy: {
      en: 'Wait for the time in Retry-After. Each API process counts separately.',
      zh: '请等待 Retry-After 指定的时间。每个 API 进程分别计数。',
    },
  },
  address_limited: {
    detail: {
      en: 'More than {requestsPerSecond} requests per second without a valid key were sent from this address to one API process.',
      zh: '该地址在一秒内发来的无有效密钥的请求超过单个 API 进程的上限 {requestsPerSecond} 次。',
    },
    remedy: {
      en: 'Wait for the time in Retry-After, and send a valid key. Each API process counts separately.',
      zh: '请等待 Retry-After 指定的时间，并使用有效密钥。每个 API 进程分别计数。',
    },
  },
  idempotency_key_required: {
    detail: {
      en: 'This request changes state and requires an Idempotency-Key.',
      zh: '此调用会改变状态，需要 Idempotency-Key。',
    },
    remedy: {
      en: 'Send an Idempotency-Key header of 1 to 255 printable characters, unique to each operation.',
      zh: '请为每个新意图发送 1 到 255 个可打印字符的 Idempotency-Key 请求头。',
    },
  },
  idempotency_in_flight: {
    detail: {
      en: 'The first request with this Idempotency-Key is still in progress.',
      zh: '使用该 Idempotency-Key 的首个请求仍在执行。',
    },
    remedy: { en: 'Retry the same request shortly.', zh: '请稍候并重新发送同一请求。' },
  },
  idempotency_mismatch: {
    detail: {
      en: 'This Idempotency-Key was used for another request.',
      zh: '该 Idempotency-Key 已用于另一个请求。',
    },
    remedy: { en: 'Use a new key for a new operation.', zh: '请为新意图使用新的键。' },
  },
  response_expired: {
    detail: {
      en: 'The request with this Idempotency-Key succeeded earlier; its response is no longer stored.',
      zh: '该 Idempotency-Key 所请求的操作早已完成，其响应已不再保留。',
    },
    remedy: {
      en: 'Read its result from the API; use a new key for a new operation.',
      zh: '请查询其结果；新意图请使用新的键。',
    },
  },
} as const satisfies ErrorTexts;
